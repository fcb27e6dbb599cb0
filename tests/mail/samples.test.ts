import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { classifyMail } from '#sync-server/mail/classify.ts'
import { parseMail } from '#sync-server/mail/parse.ts'
import { sanitizeMailHtml } from '#sync-server/mail/sanitize.ts'
import { visibleHtml } from '#sync-server/mail/visible-html.ts'
import { withoutQuotes } from '#sync-server/mail/visible-reply.ts'

/**
 * Real mails with what is in them, outside the project. MAIL_SAMPLES names a folder with parse.expect.jsonl,
 * auto.jsonl and reply.jsonl; without it these tests are skipped and say so.
 */
const folder = process.env['MAIL_SAMPLES'] ?? ''
const isThere = folder !== '' && existsSync(path.join(folder, 'parse.expect.jsonl'))
if (!isThere) process.stdout.write('Real mail samples are absent (MAIL_SAMPLES): their tests are skipped.\n')

const rows = <T>(file: string): T[] =>
  readFileSync(path.join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
const mailIn = (file: string) => parseMail(readFileSync(path.join(folder, file)))
const plain = (text: string | null | undefined) => (text ?? '').replace(/[\s\u00a0]+/g, ' ').trim()
const share = (results: readonly boolean[]) => results.filter(Boolean).length / Math.max(1, results.length)

interface ParseSample {
  readonly file: string
  readonly subject?: string | null
  readonly text?: string | null
  readonly attachments?: readonly {
    readonly filename: string | null
    readonly contentType: string
    readonly sha256: string
  }[]
}

interface AutoSample {
  readonly file: string
  readonly cls: string
}

interface ReplySample {
  readonly kind: 'plain' | 'html'
  readonly input: string
  readonly expect: string
}

describe.skipIf(!isThere)('real mails', () => {
  test('are read as two other readers agree that they read', () => {
    const samples = rows<ParseSample>('parse.expect.jsonl').map((sample) => ({
      ...sample,
      mail: mailIn(sample.file),
    }))
    const subjects = samples.filter(({ subject }) => subject !== undefined)
    expect(
      share(subjects.map(({ subject, mail }) => plain(subject) === plain(mail.subject))),
    ).toBeGreaterThan(0.995)
    const texts = samples.filter(({ text }) => text)
    expect(share(texts.map(({ text, mail }) => plain(mail.plain).includes(plain(text))))).toBeGreaterThan(
      0.98,
    )
    const files = samples.flatMap(({ attachments = [], mail }) => {
      const hashes = mail.files.map(({ content }) => createHash('sha256').update(content).digest('hex'))
      return attachments
        .filter(({ contentType }) => contentType !== 'message/rfc822')
        .map(({ sha256 }) => hashes.includes(sha256))
    })
    expect(share(files)).toBeGreaterThan(0.95)
  })

  test('by machines are kept out of the conversation', () => {
    const samples = rows<AutoSample>('auto.jsonl')
    const machines = samples.filter(({ cls }) => ['bounce', 'delayed', 'auto-reply'].includes(cls))
    const kinds = machines.map(({ file }) => classifyMail(mailIn(file)).kind)
    expect(share(kinds.map((kind) => kind !== 'ordinary'))).toBeGreaterThan(0.975)
    const people = samples.filter(({ cls }) => cls === 'ordinary')
    expect(people.map(({ file }) => classifyMail(mailIn(file)).kind)).toEqual(people.map(() => 'ordinary'))
  })

  test('that answer show their own words, and lose none', () => {
    const letters = (text: string) => text.replace(/<[^>]*>/g, '').replace(/\s/g, '')
    const samples = rows<ReplySample>('reply.jsonl').map((sample) => ({
      ...sample,
      got: sample.kind === 'html' ? sanitizeMailHtml(visibleHtml(sample.input)) : withoutQuotes(sample.input),
    }))
    expect(share(samples.map((sample) => letters(sample.got) === letters(sample.expect)))).toBeGreaterThan(
      0.85,
    )
    const lost = samples.filter(
      ({ kind, got, expect: own }) => kind === 'plain' && !letters(got).includes(letters(own)),
    )
    expect(lost).toEqual([])
  })
})
