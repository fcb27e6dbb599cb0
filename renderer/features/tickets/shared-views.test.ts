import { describe, expect, test } from 'vitest'
import { settings } from '#shared/settings/collection.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import type { Setting } from '#shared/settings/schema.ts'
import type { ListSearch } from './filters.ts'
import { sharedColumns, sharedList, viewDataOf, viewsFor } from './shared-views.ts'

const aSetting = (id: string, kind: Setting['kind'], data: Setting['data']): Setting => ({
  ...newDoc(settings, id, {}),
  kind,
  data,
})
const list: ListSearch = {
  view: 'waiting',
  filter: { site: 'site-lyon', priority: ['urgent'] },
  sort: 'due',
  reverse: true,
  group: 'siteId',
}

describe('a shared view', () => {
  test('keeps view, filter, columns, order and group, and opens with them', () => {
    const data = viewDataOf(list, ['number', 'title', 'tags'], undefined)
    expect(data).toMatchObject({ base: 'waiting', query: 'priority:urgent site:site-lyon' })
    const view = aSetting('view-1', 'view', data)
    expect(sharedList('view-1', view)).toEqual({
      view: 'view-1',
      filter: {},
      sort: 'due',
      reverse: true,
      group: 'siteId',
    })
    expect(sharedColumns(view)).toEqual(['number', 'title', 'tags'])
  })

  test('that narrows another one holds the query of both, the newer words last', () => {
    const below = aSetting('view-1', 'view', viewDataOf(list, [], undefined))
    const narrowed: ListSearch = { view: 'view-1', filter: { priority: ['low'] }, sort: 'updated' }
    expect(viewDataOf(narrowed, [], below)).toMatchObject({
      base: 'waiting',
      query: 'priority:urgent site:site-lyon priority:low',
    })
  })

  test('made by hand in the settings opens plainly, in each person’s own columns', () => {
    const view = aSetting('view-1', 'view', { query: 'vpn', shared: true, ownerId: 'boss' })
    expect(sharedList('view-1', view)).toEqual({ view: 'view-1', filter: {}, sort: 'updated' })
    expect(sharedColumns(view)).toBeUndefined()
  })

  test('is found by everybody, by the members of its team, or by its owner alone', () => {
    const view = (id: string, data: Setting['data']) =>
      aSetting(id, 'view', { query: '', ownerId: 'boss', ...data })
    const views = [
      view('all', { shared: true }),
      view('network', { shared: true, teamId: 'team-network' }),
      view('field', { shared: true, teamId: 'team-field' }),
      view('bosses', { shared: false }),
    ]
    const teams = [
      aSetting('team-network', 'team', { memberIds: ['ann'] }),
      aSetting('team-field', 'team', { memberIds: ['bob'] }),
    ]
    const found = (personId: string) => viewsFor(views, teams, personId).map(({ id }) => id)
    expect(found('ann')).toEqual(['all', 'network'])
    expect(found('boss')).toEqual(['all', 'network', 'field', 'bosses'])
  })
})
