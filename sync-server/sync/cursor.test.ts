import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor, fingerprint } from './cursor.ts'

const cursor = { v: 1, epoch: 'e1', pos: 42, scope: 's', schema: 'x' } as const

test('a cursor survives its opaque form', () => {
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor)
  expect(encodeCursor(cursor)).toMatch(/^[A-Za-z0-9_-]+$/)
})

test('what is not one of our cursors is none', () => {
  const forged = [{ ...cursor, pos: -1 }, { ...cursor, v: 2 }, { ...cursor, more: true }, { pos: 1 }, null]
  for (const each of forged) {
    expect(decodeCursor(Buffer.from(JSON.stringify(each)).toString('base64url'))).toBeUndefined()
  }
  for (const text of ['', 'x', '%%%', '{}']) expect(decodeCursor(text)).toBeUndefined()
})

test('a fingerprint tells lists of words apart', () => {
  expect(fingerprint(['org:a'])).toBe(fingerprint(['org:a']))
  expect(fingerprint(['org:a', 'b'])).not.toBe(fingerprint(['org:a b']))
})
