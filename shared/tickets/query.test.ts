import { describe, expect, test } from 'vitest'
import { settings } from '../settings/collection.ts'
import type { Setting } from '../settings/schema.ts'
import type { TicketFilter } from './filter.ts'
import { readableQuery, writeTicketQuery } from './query-text.ts'
import { readTicketQuery, type QueryNames } from './query.ts'

const setting = (id: string, kind: Setting['kind'], name: string, fr: string): Setting => ({
  ...(settings.defaults as Setting),
  id,
  kind,
  name,
  names: { fr },
})
const ALL = [
  setting('team-field', 'team', 'Field support', 'Support de proximité'),
  setting('team-desk', 'team', 'Service desk', 'Centre de services'),
  setting('site-lyon', 'site', 'Lyon', 'Lyon'),
  setting('site-brussels', 'site', 'Brussels', 'Bruxelles'),
]
const names: QueryNames = {
  settings: (kind) => ALL.filter((each) => each.kind === kind),
  staff: [
    { id: 'agent-3', name: 'Sarah Collins' },
    { id: 'agent-4', name: 'Sarah Haddad' },
  ],
}
const read = (text: string) => readTicketQuery(text, names)
const filterOf = (text: string) => read(text).filter

describe('a typed query', () => {
  test('is all words when it names no filter', () => {
    expect(read('printer jam  R-204')).toEqual({
      filter: {},
      state: undefined,
      words: 'printer jam R-204',
      unknown: [],
    })
  })

  test('takes its filters in English', () => {
    expect(read('status:open site:Lyon assignee:me priority:urgent printer')).toEqual({
      filter: { status: ['open'], site: 'site-lyon', assignee: 'me', priority: ['urgent'] },
      state: undefined,
      words: 'printer',
      unknown: [],
    })
  })

  test('takes the same in French, with accents or without', () => {
    const wanted = { status: ['open'], site: 'site-brussels', assignee: 'me', priority: ['urgent'] }
    expect(filterOf('statut:ouvert site:Bruxelles assigné:moi priorité:urgente imprimante')).toEqual(wanted)
    expect(filterOf('STATUT:OUVERT site:bruxelles assigne:moi priorite:urgente')).toEqual(wanted)
  })

  test('lists several values with commas', () => {
    expect(filterOf('status:open,pending')).toEqual({ status: ['open', 'pending'] })
    expect(filterOf('statut:"en attente,clos"')).toEqual({ status: ['pending', 'closed'] })
  })

  test('finds a team by its name in either language, by its beginning, or by its id', () => {
    for (const team of ['"Field support"', '"support de proximite"', 'field', 'team-field']) {
      expect(filterOf(`team:${team}`)).toEqual({ team: 'team-field' })
    }
  })

  test('finds an agent by a part of the name that is nobody else’s', () => {
    expect(filterOf('assignee:collins')).toEqual({ assignee: 'agent-3' })
    expect(filterOf('assignee:"sarah h')).toEqual({ assignee: 'agent-4' })
    expect(read('assignee:sarah')).toMatchObject({ filter: {}, unknown: ['assignee:sarah'] })
    expect(filterOf('assigné:personne')).toEqual({ assignee: 'none' })
  })

  test('keeps what it does not understand, and says so', () => {
    expect(read('site:nowhere status:lost printer')).toEqual({
      filter: {},
      state: undefined,
      words: 'printer',
      unknown: ['site:nowhere', 'status:lost'],
    })
  })

  test('leaves a key in peace while its value is still being typed', () => {
    expect(read('printer site:')).toEqual({ filter: {}, state: undefined, words: 'printer', unknown: [] })
  })

  test('takes addresses, paths and errors for words', () => {
    expect(read('https://intranet error:0x80070005 12:30').words).toBe(
      'https://intranet error:0x80070005 12:30',
    )
  })

  test('says open or closed for all statuses of the kind', () => {
    expect(read('state:closed').state).toBe('closed')
    expect(read('état:tous').state).toBe('all')
  })

  test('keeps the name of a requester as typed', () => {
    expect(filterOf('demandeur:"hélène moreau"')).toEqual({ requester: 'hélène moreau' })
  })
})

describe('a filter as a query', () => {
  const filter: TicketFilter = {
    status: ['open', 'pending'],
    priority: ['urgent'],
    assignee: 'agent-3',
    team: 'team-desk',
    site: 'site-lyon',
    requester: 'de smet',
  }

  test('is written as it is read', () => {
    expect(read(writeTicketQuery(filter))).toEqual({ filter, state: undefined, words: '', unknown: [] })
    expect(read(writeTicketQuery({ assignee: 'me', words: 'site:Brussels printer' }))).toMatchObject({
      filter: { assignee: 'me', site: 'site-brussels' },
      words: 'printer',
    })
    expect(writeTicketQuery({})).toBe('')
  })

  test('shows names for ids, unless a name would say something else', () => {
    expect(readableQuery('site:site-lyon assignee:agent-3 team:team-desk vpn', names)).toBe(
      'site:Lyon assignee:"Sarah Collins" team:"Service desk" vpn',
    )
    const typed = 'site:Lyon assignee:me status:open http://printer site:elsewhere'
    expect(readableQuery(typed, names)).toBe(typed)
    const twins = { ...names, staff: [...names.staff, { id: 'agent-9', name: 'Sarah Collins' }] }
    expect(readableQuery('assignee:agent-9', twins)).toBe('assignee:agent-9')
  })
})
