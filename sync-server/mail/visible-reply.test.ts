import { describe, expect, test } from 'vitest'
import { visibleHtml } from './visible-html.ts'
import { visibleReply } from './visible-reply.ts'

const LANGUAGES: readonly (readonly [string, string])[] = [
  ['English', 'On Tue, 3 Nov 2026 at 09:12, Help Desk <help@example.com> wrote:'],
  ['French', 'Le mar. 3 nov. 2026 à 09:12, Help Desk <help@example.com> a écrit :'],
  ['German', 'Am 03.11.26 um 09:12 schrieb Help Desk:'],
  ['Spanish', 'El mar, 3 nov 2026 a las 9:12, Help Desk (<help@example.com>) escribió:'],
  ['Italian', 'Il giorno mar 3 nov 2026 alle ore 09:12 Help Desk <help@example.com> ha scritto:'],
  ['Portuguese', 'Em ter., 3 de nov. de 2026 às 09:12, Help Desk <help@example.com> escreveu:'],
  ['Dutch', 'Op di 3 nov 2026 om 09:12 schreef Help Desk <help@example.com>:'],
  ['Polish', 'W dniu 3.11.2026 o 09:12, Help Desk pisze:'],
]

const HEADERS: readonly (readonly [string, string])[] = [
  ['English', 'From: Help <help@example.com>\nSent: Tuesday, 3 November 2026 09:12\nTo: Jo\nSubject: VPN'],
  ['French', 'De : Help <help@example.com>\nEnvoyé : mardi 3 novembre 2026 09:12\nÀ : Jo\nObjet : VPN'],
  [
    'German',
    'Von: Help <help@example.com>\nGesendet: Dienstag, 3. November 2026 09:12\nAn: Jo\nBetreff: VPN',
  ],
  ['Spanish', 'De: Help <help@example.com>\nEnviado el: martes, 3 de noviembre\nPara: Jo\nAsunto: VPN'],
  ['Italian', 'Da: Help <help@example.com>\nInviato: martedì 3 novembre\nA: Jo\nOggetto: VPN'],
  ['Portuguese', 'De: Help <help@example.com>\nEnviado: terça-feira, 3 de novembro\nPara: Jo\nAssunto: VPN'],
  ['Dutch', 'Van: Help <help@example.com>\nVerzonden: dinsdag 3 november\nAan: Jo\nOnderwerp: VPN'],
  ['Polish', 'Od: Help <help@example.com>\nWysłano: wtorek, 3 listopada\nDo: Jo\nTemat: VPN'],
]

describe('the visible part of an answer', () => {
  test.each(LANGUAGES)('ends above a marked quote in %s', (_language, attribution) => {
    expect(visibleReply(`It works now.\n\n${attribution}\n> Please try again.\n> Jo`)).toBe('It works now.')
  })

  test.each(HEADERS)('ends above a header block in %s', (_language, header) => {
    expect(visibleReply(`It works now.\n\n${header}\n\nPlease try again.`)).toBe('It works now.')
  })

  test('goes on below a quote', () => {
    const text = 'On 3 Nov 2026 at 09:12, Jo <jo@example.com> wrote:\n> Does it work?\n\nNo, it does not.'
    expect(visibleReply(text)).toBe('No, it does not.')
  })

  test('keeps the questions when it answers between the lines', () => {
    const text = 'On 3 Nov 2026, Jo <jo@example.com> wrote:\n> Which model?\nA 400.\n> Since when?\nMonday.'
    expect(visibleReply(text)).toContain('> Which model?\nA 400.\n> Since when?\nMonday.')
  })

  test('loses its marked signature and the line a phone adds', () => {
    expect(visibleReply('Thanks!\n\n-- \nJo Doe\nSales')).toBe('Thanks!')
    expect(visibleReply('Merci !\n\nEnvoyé de mon iPhone')).toBe('Merci !')
  })
})

describe('what is not certainly a quote stays', () => {
  test.each([
    ['a quote that no mail program introduced', 'The log says:\n\n> disk full\n> aborting'],
    [
      'a forwarded mail',
      'See below.\n\n---------- Forwarded message ---------\nFrom: x@y.z\nSubject: Alert\n\nDisk full',
    ],
    ['a travel form', 'I need a car.\n\nFrom: Paris\nTo: Lyon\nDate: 3 November\n\nThanks'],
    [
      'a sentence that begins like an attribution',
      'On Monday 3 November Jo wrote to the supplier.\nNothing came back.',
    ],
    [
      'an answer that is all quote',
      'On 3 Nov 2026 at 09:12, Jo <jo@example.com> wrote:\n\n> It does not work',
    ],
    ['dashes', 'First\n-----\nSecond\n--\n\n> x'],
  ])('%s', (_what, text) => {
    expect(visibleReply(text)).toBe(text)
  })
})

describe('the visible part of an HTML answer', () => {
  test('ends above the quote of each mail program', () => {
    const quotes = [
      '<div class="gmail_quote"><div class="gmail_attr">Den tis 3 nov skrev Jo:</div><blockquote>Old</blockquote></div>',
      '<div class="moz-cite-prefix">Jo a dit :</div><blockquote type="cite">Old</blockquote>',
      '<hr><div id="divRplyFwdMsg"><b>From:</b> Jo &lt;jo@example.com&gt;<br><b>Sent:</b> now</div><div>Old</div>',
      '<div>On 3 Nov 2026, at 09:12, Jo &lt;jo@example.com&gt; wrote:</div><blockquote><div>Old</div></blockquote>',
    ]
    for (const quote of quotes) expect(visibleHtml(`<div>New<br></div>${quote}`)).toBe('<div>New<br></div>')
  })

  test('keeps pictures and words around a quote', () => {
    const html = '<p>See</p><img src="cid:1"><blockquote>a quotation of mine</blockquote><p>Bye</p>'
    expect(visibleHtml(html)).toBe(html)
  })

  test('survives markup that is nested without end', () => {
    expect(visibleHtml('<div>'.repeat(100_000))).toBe('')
  })
})
