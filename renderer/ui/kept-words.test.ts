import { expect, test } from 'vitest'
import { readWords, withWords } from './kept-words.tsx'

test('words are kept under their field until they are entered', () => {
  const begun = withWords({ 'ann/task/1': 'Call' }, 'ann/task/2', 'Order')
  expect(begun).toEqual({ 'ann/task/1': 'Call', 'ann/task/2': 'Order' })
  expect(withWords(begun, 'ann/task/1', '')).toEqual({ 'ann/task/2': 'Order' })
})

test('the oldest words go when there are too many', () => {
  const many = Array.from({ length: 250 }).reduce<Readonly<Record<string, string>>>(
    (words, _none, at) => withWords(words, `ann/task/${String(at)}`, 'Call'),
    {},
  )
  expect(Object.keys(many)).toHaveLength(200)
  expect(many).toHaveProperty(['ann/task/249'])
  expect(many).not.toHaveProperty(['ann/task/49'])
})

test('what another version kept is read when it can be', () => {
  expect(readWords({ words: { 'ann/task/1': 'Call' } })).toEqual({ 'ann/task/1': 'Call' })
  expect(readWords({ words: { 'ann/task/1': 7 } })).toEqual({})
  expect(readWords(undefined)).toEqual({})
})
