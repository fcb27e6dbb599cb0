import { describe, expect, test } from 'vitest'
import { FIRST_LIST, isNarrowed, readListSearch, withPart } from './filters.ts'

describe('the address of a list', () => {
  test('is read as it was written', () => {
    const search = { view: 'mine', filter: { status: ['open'], requester: 'moreau' }, sort: 'priority' }
    expect(readListSearch(search)).toEqual(search)
  })

  test('gives the first list when it is empty or nonsense', () => {
    expect(readListSearch({})).toEqual(FIRST_LIST)
    expect(readListSearch({ view: 'open', filter: { status: ['lost'] }, sort: 'updated' })).toEqual(
      FIRST_LIST,
    )
    expect(readListSearch({ view: 7 })).toEqual(FIRST_LIST)
  })
})

describe('a filter', () => {
  test('loses the part that is emptied', () => {
    expect(withPart({ status: ['open'], site: 'site-lyon' }, 'status', [])).toEqual({ site: 'site-lyon' })
    expect(withPart({ site: 'site-lyon' }, 'site', '')).toEqual({})
  })

  test('narrows as soon as one part holds something', () => {
    expect(isNarrowed({})).toBe(false)
    expect(isNarrowed({ assignee: 'none' })).toBe(true)
  })
})
