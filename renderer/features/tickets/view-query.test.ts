import { describe, expect, test } from 'vitest'
import { settings } from '#shared/settings/collection.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { readViewQuery, type QueryNames } from './view-query.ts'

const setting = (id: string, kind: Setting['kind'], name: string, fr: string): Setting => ({
  ...(settings.defaults as Setting),
  id,
  kind,
  name,
  names: { fr },
})
const ALL = [
  setting('team-field', 'team', 'Field support', 'Support de proximité'),
  setting('site-lyon', 'site', 'Lyon', 'Lyon'),
]
const names: QueryNames = {
  settings: (kind) => ALL.filter((each) => each.kind === kind),
  nameOf: (each) => each.name,
}

describe('the text of a saved view', () => {
  test('shows open tickets when it says nothing', () => {
    expect(readViewQuery('', names)).toEqual({ state: 'open', filter: {} })
  })

  test('names statuses and priorities', () => {
    expect(readViewQuery('status:open,pending priority:urgent', names)).toEqual({
      state: 'all',
      filter: { status: ['open', 'pending'], priority: ['urgent'] },
    })
  })

  test('finds a team by its name in either language, or by its id', () => {
    for (const team of ['"Field support"', '"support de proximite"', 'team-field']) {
      expect(readViewQuery(`team:${team}`, names).filter).toEqual({ team: 'team-field' })
    }
  })

  test('keeps me and none for the assignee', () => {
    expect(readViewQuery('assignee:me site:lyon', names).filter).toEqual({
      assignee: 'me',
      site: 'site-lyon',
    })
  })

  test('leaves out what it does not know', () => {
    expect(readViewQuery('team:nowhere colour:blue status:lost', names)).toEqual({
      state: 'open',
      filter: {},
    })
  })
})
