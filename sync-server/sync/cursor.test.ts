import { expect, test } from 'vitest'
import {
  commonReach,
  decodeCursor,
  encodeCursor,
  fingerprint,
  heldBuckets,
  heldReach,
  isOfEpoch,
  isSameReach,
  isWithin,
  type Cursor,
} from './cursor.ts'

const held = heldReach({ buckets: ['org:a', 'user:ann'], since: '2026-03' })
const fill = { ...held, collection: 'tickets', after: 'ticket-1' }
const cursor: Cursor = { v: 2, epoch: 'e1', pos: 42, schema: 'x', months: 12, held, fill }

test('a cursor survives its opaque form', () => {
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor)
  expect(encodeCursor(cursor)).toMatch(/^e1\.[A-Za-z0-9_-]+$/)
})

test('the part before the dot tells the history', () => {
  for (const text of [encodeCursor(cursor), 'e1.', '', 'x']) expect(isOfEpoch(text, 'e1')).toBe(true)
  for (const text of [encodeCursor(cursor), 'e1.']) expect(isOfEpoch(text, 'e2')).toBe(false)
})

test('what is not one of our cursors is none', () => {
  const forged = [{ ...cursor, pos: -1 }, { ...cursor, v: 1 }, { ...cursor, more: true }, { pos: 1 }, null]
  for (const each of forged) {
    expect(decodeCursor(`e1.${Buffer.from(JSON.stringify(each)).toString('base64url')}`)).toBeUndefined()
  }
  for (const text of ['', 'x', '%%%', '{}']) expect(decodeCursor(text)).toBeUndefined()
})

test('a fingerprint tells lists of words apart', () => {
  expect(fingerprint(['org:a'])).toBe(fingerprint(['org:a']))
  expect(fingerprint(['org:a', 'b'])).not.toBe(fingerprint(['org:a b']))
})

test('a reach in short tells what of it is in another one', () => {
  const wider = heldReach({ buckets: ['org:a', 'site:x', 'user:ann'], since: '2026-01' })
  const later = heldReach({ buckets: ['user:ann', 'org:a'], since: '2026-05' })
  expect(isSameReach(heldReach({ buckets: ['user:ann', 'org:a'], since: '2026-03' }), held)).toBe(true)
  expect(isWithin(held, wider)).toBe(true)
  expect(isWithin(wider, held)).toBe(false)
  expect(isWithin(held, later)).toBe(false)
  expect(commonReach(wider, later)).toEqual(heldReach({ buckets: ['org:a', 'user:ann'], since: '2026-05' }))
  expect(heldBuckets(held, ['org:a', 'org:b'])).toEqual(['org:a'])
})

test('the reach of somebody at very many sites is told apart as a whole, and still fits into an address', () => {
  const buckets = Array.from({ length: 5000 }, (_, index) => `site:${index}`)
  const many = heldReach({ buckets, since: '2026-03' })
  expect(encodeCursor({ ...cursor, held: many, fill: { ...fill, ...many } }).length).toBeLessThan(8000)
  expect(heldBuckets(many, buckets)).toEqual(buckets)
  expect(heldBuckets(many, buckets.slice(1))).toEqual([])
  const most = Array.from({ length: 200 }, (_, index) => `site:${index}`)
  const longest = heldReach({ buckets: most, since: '2026-03' })
  expect(encodeCursor({ ...cursor, held: longest, fill: { ...fill, ...longest } }).length).toBeLessThan(8000)
})
