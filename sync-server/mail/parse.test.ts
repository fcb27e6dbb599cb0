import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMail } from './parse.ts'
import { sanitizeMailHtml } from './sanitize.ts'

const mailOf = (...lines: readonly string[]) => parseMail(Buffer.from(lines.join('\r\n'), 'latin1'))

describe('what a mail says', () => {
  test('encoded words are joined, also when a program cut through a character', () => {
    const mail = mailOf('Subject: =?utf-8?B?RMO8c3M=?= =?utf-8?B?ZWzD?= =?utf-8?B?vA==?= ok', '', 'x')
    expect(mail.subject).toBe('Düsselü ok')
  })

  test('lines that end with CR alone are lines', () => {
    const mail = parseMail(Buffer.from('From: a@b.c\rSubject: Old Mac\r\rFirst\rSecond\r'))
    expect(mail).toMatchObject({ subject: 'Old Mac', text: 'First\nSecond\n' })
  })

  test.each([
    ['iso-8859-1', 'caf\xe9', 'café'],
    ['windows-1252', '\x80 5', '€ 5'],
    ['utf-8', 'caf\xe9', 'café'],
    ['x-unheard-of', 'caf\xc3\xa9', 'café'],
    ['iso-2022-jp', '\x1b$B$"\x1b(B', 'あ'],
    ['utf-7', 'caf+AOk-', 'café'],
  ])('text in %s is read', (charset, bytes, text) => {
    expect(mailOf(`Content-Type: text/plain; charset=${charset}`, '', bytes).text).toBe(text)
  })

  test('a mail without Message-ID gets one from its bytes, the same every time', () => {
    const [first, again, other] = [
      mailOf('Subject: a', '', 'x'),
      mailOf('Subject: a', '', 'x'),
      mailOf('Subject: b', '', 'x'),
    ]
    expect(first.messageId).toMatch(/^<[0-9a-f]{64}@no-message-id\.invalid>$/)
    expect(again.messageId).toBe(first.messageId)
    expect(other.messageId).not.toBe(first.messageId)
  })

  test('lines that flow are one line, quotes apart', () => {
    const mail = mailOf(
      'Content-Type: text/plain; format=flowed',
      '',
      'One ',
      'line',
      '> quoted ',
      '> too',
      '-- ',
      'Jo',
    )
    expect(mail.text).toBe('One line\n> quoted too\n-- \nJo')
  })

  test('HTML alone is text too', () => {
    const mail = mailOf('Content-Type: text/html', '', '<p>One</p><ul><li>Two</li></ul><style>x{}</style>')
    expect(mail.plain).toBe('')
    expect(mail.text).toContain('One')
    expect(mail.text).toContain('Two')
    expect(mail.text).not.toContain('x{}')
  })
})

describe('what hangs on a mail', () => {
  const attached = (...headers: readonly string[]) =>
    mailOf(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'text',
      '--b',
      ...headers,
      '',
      'bytes',
      '--b--',
    )

  test.each([
    ["Content-Disposition: attachment; filename*=utf-8''caf%C3%A9.pdf", 'café.pdf'],
    ['Content-Disposition: attachment; filename*0="long "; filename*1="name.pdf"', 'long name.pdf'],
    ['Content-Type: application/pdf; name="=?utf-8?Q?caf=C3=A9.pdf?="', 'café.pdf'],
    ['Content-Disposition: attachment; filename="../../etc/passwd"', 'passwd'],
    ['Content-Disposition: attachment; filename="C:\\temp\\a.txt"', 'a.txt'],
    ['Content-Disposition: attachment; filename=".."', 'attachment-1.txt'],
    ['Content-Type: application/pdf', 'attachment-1.pdf'],
  ])('%s is named %s', (header, name) => {
    const mail = attached(header)
    expect(mail.text).toBe('text')
    expect(mail.files.map((file) => [file.name, file.content.toString()])).toEqual([[name, 'bytes']])
  })

  test('a forwarded mail is a file named after its subject, byte for byte', () => {
    const inner =
      'Subject: Alert\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\ninside\r\n--i--'
    const mail = mailOf(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'see',
      '--b',
      'Content-Type: message/rfc822',
      '',
      inner,
      '--b--',
    )
    expect(mail.text).toBe('see')
    expect(mail.files).toHaveLength(1)
    expect(mail.files[0]).toMatchObject({ name: 'Alert.eml', content: Buffer.from(inner) })
  })

  test('signed and encrypted mail keeps its parts whole', () => {
    const signed = mailOf(
      'Content-Type: multipart/signed; boundary=b',
      '',
      '--b',
      '',
      'signed text',
      '--b',
      'Content-Type: application/pgp-signature',
      '',
      'signature',
      '--b--',
    )
    expect([signed.text, signed.files.map(({ name }) => name)]).toEqual(['signed text', ['attachment-1.asc']])
    const encrypted = mailOf(
      'Content-Type: multipart/encrypted; boundary=b',
      '',
      '--b',
      'Content-Type: application/pgp-encrypted',
      '',
      'Version: 1',
      '--b',
      'Content-Type: application/octet-stream; name=encrypted.asc',
      '',
      'secret',
      '--b--',
    )
    expect(encrypted.files.map(({ content }) => content.toString())).toEqual(['Version: 1', 'secret'])
  })

  test('of an alternative the text is shown once, and its pictures keep their Content-ID', () => {
    const mail = mailOf(
      'Content-Type: multipart/related; boundary=r',
      '',
      '--r',
      'Content-Type: multipart/alternative; boundary=a',
      '',
      '--a',
      '',
      'plain',
      '--a',
      'Content-Type: text/html',
      '',
      '<img src="cid:logo@x">',
      '--a--',
      '--r',
      'Content-Type: image/png',
      'Content-ID: <logo@x>',
      '',
      'png',
      '--r--',
    )
    expect(mail).toMatchObject({ text: 'plain', html: '<img src="cid:logo@x">' })
    expect(mail.files.map(({ contentId }) => contentId)).toEqual(['logo@x'])
  })
})

describe('no mail is too broken', () => {
  test('any bytes are read without an error', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'Content-Type: multipart/mixed; boundary=b',
        '--b',
        '--b--',
        '',
        'Content-Type: message/rfc822',
        'Subject: =?utf-8?q?',
      ),
      fc.constantFrom(
        'Content-Transfer-Encoding: base64',
        'From: "a <b@c',
        'References: <<a@b>',
        '=?x?b?====?=',
        "Content-Type: ;;=*0*='",
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const mail = parseMail(Buffer.from(lines.join('\n')))
        expect(mail.messageId).toMatch(/^<.+>$/)
        expect(mail.files.every(({ name }) => name !== '' && !/[/\\]/.test(name))).toBe(true)
      }),
      { numRuns: 150 },
    )
  }, 30_000)

  test('parts nested and repeated without end are read as far as makes sense', () => {
    const nested = Array.from(
      { length: 3000 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
    )
    expect(parseMail(Buffer.from(nested.join(''))).files.length).toBeLessThanOrEqual(100)
    const many = `Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: image/png\n\nx\n'.repeat(20_000)}`
    expect(parseMail(Buffer.from(many)).files).toHaveLength(100)
  })
})

describe('HTML on its way in', () => {
  test.each([
    ['<script>alert(1)</script>Hi', 'Hi'],
    ['<img src="x" onerror="alert(1)">', '<img />'],
    ['<a href="javascript:alert(1)">x</a>', '<a target="_blank" rel="noopener noreferrer nofollow">x</a>'],
    ['<img src="data:image/svg+xml,<svg onload=alert(1)>">', '<img />'],
    ['<img src="cid:logo@x">', '<img src="cid:logo@x" />'],
    ['<p style="position:fixed;color:red;background:url(http://x)">x</p>', '<p style="color:red">x</p>'],
    ['<form action="/x"><input name="a">y</form>', 'y'],
    ['<iframe src="http://x"></iframe><style>*{}</style><base href="x">z', 'z'],
  ])('%s becomes %s', (html, safe) => {
    expect(sanitizeMailHtml(html)).toBe(safe)
  })
})
