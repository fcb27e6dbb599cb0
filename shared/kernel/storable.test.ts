import { expect, test } from 'vitest'
import { isStorable, storable } from './storable.ts'

function nested(depth: number): unknown {
  let value: unknown = 'end'
  for (let level = 0; level < depth; level++) value = { in: value }
  return value
}

test('text with NUL or half a surrogate pair is not storable, wherever it lies', () => {
  for (const bad of ['a\0b', '\ud800', { deep: ['\udfff'] }, { 'k\0': 1 }])
    expect(isStorable(bad)).toBe(false)
  expect(isStorable({ text: 'Élodie 👋', list: [1, null, true] })).toBe(true)
})

test('nesting has a limit', () => {
  expect(isStorable(nested(30))).toBe(true)
  expect(isStorable(nested(100_000))).toBe(false)
})

test('what a store cannot keep is replaced, the rest stays', () => {
  expect(storable({ title: 'a\0b', list: ['\ud800!'], n: 1 })).toEqual({
    title: 'a\uFFFDb',
    list: ['\uFFFD!'],
    n: 1,
  })
  expect(isStorable(storable(nested(100_000)))).toBe(true)
})
