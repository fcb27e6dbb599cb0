import Type from 'typebox'
import { expect, test } from 'vitest'
import { defineCollection } from '../kernel/collection.ts'
import { envelope, ValueMap, type Doc } from '../kernel/fields.ts'
import type { Patch } from '../kernel/patch.ts'
import { checkShape } from '../policy/check-write.ts'
import { mergePatch, type FieldStamps } from './merge.ts'

interface Sample extends Doc {
  readonly title: string
  readonly custom: ValueMap
}

const spec = defineCollection<Sample>({
  name: 'samples',
  version: 0,
  schema: Type.Object({ ...envelope, title: Type.String(), custom: ValueMap }),
  mode: 'merged',
  fields: { title: 'value', custom: 'map' } as never,
  defaults: {},
})

const start: Sample = { id: 'sample', rev: 5, deletedAt: '', title: 'one', custom: { size: 'small' } }

/** Lays a patch over a state in somebody's name, who saw revision 5. */
function written(current: Sample, stamps: FieldStamps, who: string, patch: Patch, prev: Patch) {
  return mergePatch({
    spec,
    current,
    stamps,
    patch,
    prev,
    baseRev: 5,
    author: { personId: who, deviceId: `${who}-device`, roles: [] },
    at: '2026-11-20T09:00:00.000Z',
    mergeText: () => undefined,
  })
}

test('two people who set different keys of a map keep both', () => {
  const first = written(start, {}, 'ann', { 'custom.size': 'large' }, { 'custom.size': 'small' })
  const both = written(first.doc, first.stamps, 'bob', { 'custom.colour': 'red' }, { 'custom.colour': null })
  expect(both.doc.custom).toEqual({ size: 'large', colour: 'red' })
  expect(both.conflicts).toEqual([])
  expect(both.changed).toEqual(['custom.colour'])
})

test('two people who set one key differently are in conflict about that key', () => {
  const first = written(start, {}, 'ann', { 'custom.size': 'large' }, { 'custom.size': 'small' })
  const second = written(
    first.doc,
    first.stamps,
    'bob',
    { 'custom.size': 'huge' },
    { 'custom.size': 'small' },
  )
  expect(second.doc.custom).toEqual({ size: 'large' })
  expect(second.conflicts).toMatchObject([
    { field: 'custom.size', stands: 'large', lost: 'huge', base: 'small', lostBy: 'bob' },
  ])
})

test('null takes a key out, and taking it out twice is one act', () => {
  const gone = written(start, {}, 'ann', { 'custom.size': null }, { 'custom.size': 'small' })
  expect(gone.doc.custom).toEqual({})
  const again = written(gone.doc, gone.stamps, 'bob', { 'custom.size': null }, { 'custom.size': 'small' })
  expect(again.doc.custom).toEqual({})
  expect(again.conflicts).toEqual([])
})

test('a map is only ever named key by key, and only a map has keys', () => {
  const actor = { personId: 'ann', deviceId: 'd', roles: [] }
  const refusal = (patch: Patch) => checkShape({ spec, before: start, patch, docId: 'sample', actor })?.code
  expect(refusal({ 'custom.size': 3 })).toBeUndefined()
  expect(refusal({ custom: { size: 3 } })).toBe('unknown-field')
  expect(refusal({ 'title.size': 3 })).toBe('unknown-field')
  expect(refusal({ 'custom.': 3 })).toBe('unknown-field')
  expect(refusal({ 'custom.a.b': 3 })).toBe('invalid-value')
  expect(refusal({ 'custom.size': ['no', 'lists'] })).toBe('invalid-value')
})
