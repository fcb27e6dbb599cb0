import { expect, test } from 'vitest'
import { parseMail } from '../parse.ts'
import { readTnef } from './tnef.ts'

const u16 = (value: number) => Buffer.from([value & 255, value >> 8])
const u32 = (value: number) =>
  Buffer.from([value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24])
const padded = (bytes: Buffer) =>
  Buffer.concat([u32(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
const attribute = (id: number, data: Buffer) =>
  Buffer.concat([Buffer.from([2]), u16(id), u16(6), u32(data.length), data, u16(0)])
const property = (id: number, type: number, value: Buffer) =>
  Buffer.concat([u16(type), u16(id), u32(1), padded(value)])

/** As Outlook writes one: two files, the first with a long name and a picture's Content-ID. */
const winmail = Buffer.concat([
  u32(0x223e9f78),
  u16(1),
  attribute(0x9002, Buffer.alloc(14)),
  attribute(0x8010, Buffer.from('RAPPOR~1.PDF\0')),
  attribute(0x800f, Buffer.from('first bytes')),
  attribute(
    0x9005,
    Buffer.concat([
      u32(3),
      Buffer.concat([u16(3), u16(0x370b), u32(7)]),
      property(0x3707, 0x1f, Buffer.from('Rapport été.pdf\0', 'utf16le')),
      property(0x3712, 0x1e, Buffer.from('picture@x\0')),
    ]),
  ),
  attribute(0x9002, Buffer.alloc(14)),
  attribute(0x8010, Buffer.from('b.txt\0')),
  attribute(0x800f, Buffer.from('second')),
])

test('the files of a winmail.dat come out with their long names', () => {
  expect(readTnef(winmail)).toEqual([
    {
      name: 'Rapport été.pdf',
      type: 'application/octet-stream',
      contentId: 'picture@x',
      content: Buffer.from('first bytes'),
    },
    { name: 'b.txt', type: 'application/octet-stream', contentId: '', content: Buffer.from('second') },
  ])
})

test('a mail shows them in the place of the winmail.dat', () => {
  const mail = (content: Buffer) =>
    parseMail(
      Buffer.from(
        [
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          '',
          'text',
          '--b',
          'Content-Type: application/ms-tnef; name=winmail.dat',
          'Content-Transfer-Encoding: base64',
          '',
          content.toString('base64'),
          '--b--',
        ].join('\r\n'),
      ),
    )
  expect(mail(winmail).files.map(({ name }) => name)).toEqual(['Rapport été.pdf', 'b.txt'])
  expect(mail(Buffer.from('not what it says')).files.map(({ name }) => name)).toEqual(['winmail.dat'])
})

test('damage anywhere ends the reading without an error', () => {
  for (let end = 0; end < winmail.length; end++) {
    expect(readTnef(winmail.subarray(0, end)).length).toBeLessThanOrEqual(2)
    const damaged = Buffer.from(winmail)
    damaged.fill(0xff, end, Math.min(end + 4, damaged.length))
    expect(readTnef(damaged).length).toBeLessThanOrEqual(2)
  }
})
