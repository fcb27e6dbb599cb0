import { expect, test } from 'vitest'
import { dropSide } from './use-sortable.ts'

const ids = ['a', 'b', 'c', 'd']
const sides = (id: string, to: number) => ids.map((each) => dropSide(ids, { id, to }, each))

test('a dragged row lands before the one that would follow it', () => {
  expect(sides('d', 1)).toEqual([undefined, 'before', undefined, undefined])
  expect(sides('a', 2)).toEqual([undefined, undefined, undefined, 'before'])
})

test('at the end it lands after the last of the others', () => {
  expect(sides('a', 3)).toEqual([undefined, undefined, undefined, 'after'])
})

test('where it stands already nothing shows', () => {
  expect(sides('b', 1)).toEqual([undefined, undefined, undefined, undefined])
  expect(dropSide(ids, undefined, 'a')).toBeUndefined()
})
