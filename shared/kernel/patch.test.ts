import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPatch, applySetDelta, isSetDelta } from './patch.ts'

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
const delta = fc.record({ $add: words, $remove: words })

test('applying a patch twice changes nothing more', () => {
  fc.assert(
    fc.property(words, delta, fc.string(), (tags, change, title) => {
      const doc = { id: 'x', rev: 1, deletedAt: '', tags, title: '' }
      const once = applyPatch(doc, { tags: change, title })
      expect(applyPatch(once, { tags: change, title })).toEqual(once)
    }),
  )
})

test('a set stays sorted and without doubles, and adding wins over removing', () => {
  fc.assert(
    fc.property(words, delta, (current, change) => {
      const next = applySetDelta(current, change)
      expect(next).toEqual([...new Set(next)].sort())
      for (const added of change.$add) expect(next).toContain(added)
    }),
  )
})

test('only an object of $add and $remove is a delta', () => {
  expect(isSetDelta({ $add: ['a'] })).toBe(true)
  expect(isSetDelta({})).toBe(false)
  expect(isSetDelta({ $add: ['a'], other: 1 })).toBe(false)
  expect(isSetDelta(['a'])).toBe(false)
})
