import { describe, expect, test } from 'vitest'
import { classifyMail } from './classify.ts'
import { parseMail } from './parse.ts'

const aMail = (headers: readonly string[], body = 'Hello, my printer is on fire.') =>
  parseMail(Buffer.from([...headers, '', body].join('\r\n')))

const person = ['From: Jo <jo@example.com>', 'To: help@desk.example', 'Subject: Printer']

describe('mail by people', () => {
  test('is ordinary and may be answered', () => {
    expect(classifyMail(aMail(person))).toEqual({ kind: 'ordinary', mayAnswer: true, automatic: false })
  })

  test.each([
    'Precedence: bulk',
    'List-Id: <news.example.com>',
    'X-Auto-Response-Suppress: All',
    'X-Loop: help@desk.example',
    'Return-Path: <>',
  ])('is never answered by a machine with "%s"', (header) => {
    expect(classifyMail(aMail([header, ...person]))).toMatchObject({ kind: 'ordinary', mayAnswer: false })
  })

  test.each([
    [
      'Mail delivery failure',
      'Since Monday our users say that their mail could not be delivered. Can you look?',
    ],
    ['Undeliverable mail', 'Hi, I get this bounce when I write to a supplier. User unknown, it says.'],
    ['Absence of paper', 'The printer has none.'],
    ['Auto parts catalogue', 'It does not open.'],
  ])('about "%s" is still mail by people', (subject, text) => {
    const mail = aMail(['From: Jo <jo@example.com>', `Subject: ${subject}`], text)
    expect(classifyMail(mail)).toMatchObject({ kind: 'ordinary' })
  })
})

describe('mail by machines', () => {
  test.each(['Auto-Submitted: auto-replied', 'X-Autoreply: yes', 'Precedence: auto_reply'])(
    'with "%s" is an automatic answer',
    (header) => {
      expect(classifyMail(aMail([header, ...person]))).toEqual({ kind: 'auto-reply' })
    },
  )

  test.each([
    'Out of office: Printer',
    'Automatic reply: Printer',
    'Réponse automatique : Imprimante',
    'Automatische Antwort: Drucker',
    'Abwesenheitsnotiz',
    'Respuesta automática: VPN',
    'Risposta automatica: VPN',
    'Resposta automática: VPN',
    'Automatisch antwoord: VPN',
    'Odpowiedź automatyczna: VPN',
  ])('with the subject "%s" is an automatic answer', (subject) => {
    const mail = aMail(['From: jo@example.com', `Subject: ${subject}`], 'I am away.')
    expect(classifyMail(mail)).toEqual({ kind: 'auto-reply' })
  })

  test('an alert is automatic, but somebody has to read it', () => {
    const mail = aMail(['Auto-Submitted: auto-generated', 'From: monitor@example.com', 'Subject: Disk full'])
    expect(classifyMail(mail)).toEqual({ kind: 'ordinary', mayAnswer: false, automatic: true })
  })
})

const REPORT = [
  '--x',
  'Content-Type: text/plain',
  '',
  'Your message could not be delivered.',
  '--x',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example.com',
  '',
  'Final-Recipient: rfc822; Gone@Example.com',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 no such user',
  '',
  '--x',
  'Content-Type: message/rfc822',
  '',
  'Message-ID: <our-reply@desk.example>',
  'Subject: Re: VPN',
  '',
  'Hello',
  '--x--',
].join('\r\n')

describe('bounces', () => {
  const headers = [
    'From: postmaster@mx.example.com',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
  ]

  test('of the standard form name the recipient, the reason and the mail', () => {
    expect(classifyMail(aMail([...headers, 'Subject: Undelivered'], REPORT))).toEqual({
      kind: 'bounce',
      outcome: 'failed',
      recipients: ['gone@example.com'],
      about: ['<our-reply@desk.example>'],
      reason: '550 5.1.1 no such user',
    })
  })

  test('that only tell of a delay are told apart', () => {
    const delayed = REPORT.replace('Action: failed', 'Action: delayed').replace('5.1.1', '4.4.1')
    expect(classifyMail(aMail(headers, delayed))).toMatchObject({ kind: 'bounce', outcome: 'delayed' })
  })

  test('of no standard form are known by sender and words', () => {
    const mail = aMail(
      ['From: MAILER-DAEMON@old.example', 'To: help@desk.example', 'Subject: failure notice'],
      "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n<gone@example.com>:\nSorry, no mailbox here by that name.",
    )
    expect(classifyMail(mail)).toMatchObject({
      kind: 'bounce',
      outcome: 'failed',
      recipients: ['gone@example.com'],
    })
  })
})
