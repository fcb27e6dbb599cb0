import { expect, test } from 'vitest'
import { neighbour } from './list-cursor.ts'

const ORDER = ['a', 'b', 'c']

test('the cursor moves by rows and stops at both ends', () => {
  expect(neighbour(ORDER, 'a', 1)).toBe('b')
  expect(neighbour(ORDER, 'c', 1)).toBe('c')
  expect(neighbour(ORDER, 'b', -Infinity)).toBe('a')
  expect(neighbour(ORDER, 'a', Infinity)).toBe('c')
})

test('a cursor that is nowhere begins at the first row', () => {
  expect(neighbour(ORDER, '', 1)).toBe('a')
  expect(neighbour([], '', 1)).toBeUndefined()
})
