import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder, positionAtEnd, positionBetween } from './position.ts'

test('there is always a position between two others', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 30 }), (places) => {
      let list: { readonly id: string; readonly position: string }[] = []
      for (const [index, place] of places.entries()) {
        const at = place % (list.length + 1)
        const position = positionBetween(list[at - 1]?.position ?? '', list[at]?.position ?? '')
        list = list.toSpliced(at, 0, { id: `item-${index}`, position })
      }
      expect(inOrder(list)).toEqual(list)
      expect(new Set(list.map(({ position }) => position)).size).toBe(list.length)
    }),
  )
})

test('a hundred in a row stay short', () => {
  let list: { readonly id: string; readonly position: string }[] = []
  for (let index = 0; index < 100; index++) {
    list = [...list, { id: String(index).padStart(3, '0'), position: positionAtEnd(list) }]
  }
  expect(inOrder(list)).toEqual(list)
  expect(Math.max(...list.map(({ position }) => position.length))).toBeLessThan(6)
})

test('between two that stand in the same place one falls behind both', () => {
  expect(positionBetween('V', 'V') > 'V').toBe(true)
})
