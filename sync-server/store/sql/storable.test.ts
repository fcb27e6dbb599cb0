import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storableJson, storableText } from './storable.ts'

test('ordinary text stays as it is', () => {
  expect(storableText('Écran noir ☕ 𝄞')).toBe('Écran noir ☕ 𝄞')
})

test('NUL and halves of surrogate pairs become the replacement character', () => {
  expect(storableText('a\u0000b\uD834c')).toBe('a\uFFFDb\uFFFDc')
})

test('JSON keeps text that only looks like an escape', () => {
  const value = { path: 'C:\\u0000\\udead', key: 'a\\' }
  expect(JSON.parse(storableJson(value))).toEqual(value)
})

test('JSON is cleaned in keys, lists and nested values', () => {
  const value = { 'k\u0000': ['x\uDC00', { deep: '\u0000' }], count: 1, none: null }
  expect(JSON.parse(storableJson(value))).toEqual({
    'k\uFFFD': ['x\uFFFD', { deep: '\uFFFD' }],
    count: 1,
    none: null,
  })
})

test('whatever the text, what is stored has neither', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
      (text) => {
        const stored = (JSON.parse(storableJson({ text })) as { text: string }).text
        return stored === storableText(text) && stored.isWellFormed() && !stored.includes('\u0000')
      },
    ),
  )
})
