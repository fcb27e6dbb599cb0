import { expect, test } from 'vitest'
import { specOf } from '#shared/collections.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import type { Base, OutboxEntry } from './outbox.ts'
import { baseRevision, rebased, settled } from './rebase.ts'

const spec = specOf('tickets')
const aDoc = (patch: Record<string, unknown> = {}, rev = 5): Doc => ({
  ...newDoc(spec, 't1', { title: 'A', ...patch }),
  rev,
})
const aBase = (doc: Doc | undefined, gone = false): Base => ({
  collection: 'tickets',
  docId: 't1',
  doc,
  gone,
})
const anEntry = (patch: Record<string, unknown>, change: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id: 'm1',
  collection: 'tickets',
  docId: 't1',
  op: 'change',
  baseRev: 5,
  patch,
  prev: {},
  at: '',
  schema: 0,
  seq: 1,
  state: 'waiting',
  lastError: '',
  ...change,
})
const anAnswer = (change: Partial<Parameters<typeof settled>[3]> = {}) =>
  ({ id: 'm1', status: 'accepted', rev: 6, ...change }) as const

test('waiting entries lie over the server’s document, in order, and its revision stays the server’s', () => {
  const shown = rebased(spec, aBase(aDoc()), [anEntry({ title: 'B' }), anEntry({ title: 'C' })], undefined)
  expect(shown).toMatchObject({ title: 'C', rev: 5 })
})

test('a document that left the scope is not shown again by what still waits', () => {
  expect(
    rebased(spec, aBase(undefined, true), [anEntry({ title: 'B' }, { op: 'create' })], undefined),
  ).toBeUndefined()
})

test('a change of a document nobody here has shows nothing', () => {
  expect(rebased(spec, aBase(undefined), [anEntry({ title: 'B' })], undefined)).toBeUndefined()
})

test('an accepted change becomes part of the server’s state', () => {
  expect(settled(spec, aBase(aDoc()), anEntry({ title: 'B' }), anAnswer(), undefined).doc).toMatchObject({
    title: 'B',
    rev: 6,
  })
})

test('an answer given twice does not take back what was pulled since', () => {
  const pulled = aDoc({ title: 'Newer' }, 9)
  const again = settled(
    spec,
    aBase(pulled),
    anEntry({ title: 'B' }),
    anAnswer({ status: 'merged' }),
    aDoc({}, 6),
  )
  expect(again.doc).toMatchObject({ title: 'Newer', rev: 9 })
  expect(settled(spec, aBase(pulled), anEntry({ title: 'B' }), anAnswer(), undefined).doc).toBe(pulled)
})

test('a rejected change leaves the server’s state as it was', () => {
  const before = aBase(aDoc())
  expect(
    settled(spec, before, anEntry({ title: 'B' }), anAnswer({ status: 'rejected', rev: 5 }), undefined),
  ).toBe(before)
})

test('an entry over one that waits starts from the same revision: the other side of that field was never seen', () => {
  const waiting = [anEntry({ title: 'B', updatedAt: 'x' }, { baseRev: 3 })]
  expect(baseRevision(spec, aDoc({}, 9), { title: 'C' }, waiting)).toBe(3)
  expect(baseRevision(spec, aDoc({}, 9), { priority: 'high', updatedAt: 'y' }, waiting)).toBe(9)
})

test('an answer that says the document is out of sight takes it off the device', () => {
  const entry = anEntry({ title: 'B' }, { op: 'create' })
  for (const doc of [undefined, aDoc()]) {
    const base = settled(spec, aBase(doc), entry, anAnswer({ gone: true }), undefined)
    expect(base).toMatchObject({ doc: undefined, gone: true })
  }
})
