import { describe, expect, test } from 'vitest'
import { readPersonalViews, viewOfSearch, type PersonalView } from './personal-views.ts'

const view = (part: Partial<PersonalView>): PersonalView => ({
  id: 'view-1',
  personId: 'agent-3',
  name: 'Printers in Lyon',
  search: { view: 'open', filter: { site: 'site-lyon', words: 'printer' }, sort: 'updated' },
  ...part,
})

describe('a personal view', () => {
  test('is read as it was kept; what cannot be read is left out', () => {
    const good = view({})
    expect(readPersonalViews({ views: [good, { ...good, search: { view: 7 } }, null] })).toEqual([good])
    expect(readPersonalViews(undefined)).toEqual([])
    expect(readPersonalViews({ views: 'lost' })).toEqual([])
  })

  test('is the one that is shown when view, filters and order are the same', () => {
    const views = [view({}), view({ id: 'view-2', search: { view: 'mine', filter: {}, sort: 'priority' } })]
    expect(viewOfSearch(views, { view: 'mine', filter: {}, sort: 'priority' })?.id).toBe('view-2')
    const reordered = {
      sort: 'updated',
      filter: { words: 'printer', site: 'site-lyon' },
      view: 'open',
    } as const
    expect(viewOfSearch(views, reordered)?.id).toBe('view-1')
    expect(viewOfSearch(views, { view: 'mine', filter: {}, sort: 'updated' })).toBeUndefined()
  })
})
