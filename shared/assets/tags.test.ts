import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  blockOfNumber,
  needsTags,
  numbersOfBlock,
  tagFormatOf,
  tagOf,
  tagsOf,
  takeTag,
  TAGS_IN_BLOCK,
  type TagBlock,
} from './tags.ts'

const aBlock = (n: number, orgId = 'org-1'): TagBlock => ({
  orgId,
  prefix: 'BRV-',
  width: 5,
  ...numbersOfBlock(n),
})

/** Takes tags until there are none. */
function takeAll(blocks: readonly TagBlock[], orgId = 'org-1'): string[] {
  const taken = takeTag(blocks, orgId)
  return taken.ok ? [taken.value.tag, ...takeAll(taken.value.rest, orgId)] : []
}

describe('a tag', () => {
  test('has the organisation’s prefix and width, and loses no digit', () => {
    expect(tagOf({ prefix: 'BRV-', width: 5 }, 42)).toBe('BRV-00042')
    expect(tagOf({ prefix: '', width: 2 }, 12_345)).toBe('12345')
    expect(tagFormatOf({ assetTags: { prefix: 'X', width: 3 } })).toEqual({ prefix: 'X', width: 3 })
    for (const broken of [undefined, {}, { prefix: 'with space', width: 3 }, { prefix: 'X', width: 0 }]) {
      expect(tagFormatOf({ assetTags: broken })).toEqual({ prefix: 'A', width: 5 })
    }
  })
})

describe('blocks', () => {
  test('of different numbers share no tag, and together leave none out', () => {
    const tags = [1, 2, 3].flatMap((n) => tagsOf(aBlock(n)))
    expect(new Set(tags).size).toBe(3 * TAGS_IN_BLOCK)
    expect([tags[0], tags.at(-1)]).toEqual(['BRV-00001', 'BRV-00060'])
  })

  test('hold exactly the numbers that belong to them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (n) => {
        const { first, count } = numbersOfBlock(n)
        expect([blockOfNumber(first), blockOfNumber(first + count - 1)]).toEqual([n, n])
      }),
    )
    expect(blockOfNumber(0)).toBe(0)
  })

  test('are taken tag by tag, each once, and those of another organisation stay', () => {
    const blocks = [aBlock(1), aBlock(7, 'org-2'), aBlock(3)]
    expect(takeAll(blocks)).toEqual([...tagsOf(aBlock(1)), ...tagsOf(aBlock(3))])
    expect(takeAll(blocks, 'org-2')).toEqual(tagsOf(aBlock(7, 'org-2')))
    expect(takeTag([], 'org-1')).toMatchObject({ refusal: { code: 'no-tags-left', field: 'tag' } })
  })

  test('run short when less than a quarter of one is left', () => {
    expect(needsTags([], 'org-1')).toBe(true)
    expect(needsTags([{ ...aBlock(1), count: 5 }], 'org-1')).toBe(false)
    expect(needsTags([{ ...aBlock(1), count: 4 }, aBlock(2, 'org-2')], 'org-1')).toBe(true)
    expect(needsTags([{ ...aBlock(1), count: 4 }, aBlock(2)], 'org-1')).toBe(false)
  })
})
