import { describe, expect, test } from 'vitest'
import { createSearchIndex, excerptOf, type SearchQuery, type TicketEntry } from './search-index.ts'

const NOW = Date.parse('2026-11-20T09:00:00.000Z')
const entry = (part: Partial<TicketEntry> & Pick<TicketEntry, 'id'>): TicketEntry => ({
  number: 0,
  label: 'NEW-7F3K',
  title: '',
  requester: '',
  status: 'open',
  priority: 'normal',
  assigneeId: '',
  teamId: '',
  siteId: '',
  categoryId: '',
  updatedAt: NOW,
  ...part,
})

function anIndex() {
  const index = createSearchIndex()
  index.putTickets([
    entry({
      id: 'a',
      number: 1042,
      title: 'Imprimante de l’étage en erreur',
      requester: 'Hélène Moreau helene@x.example',
    }),
    entry({ id: 'b', number: 1043, title: 'VPN disconnects from home', requester: 'Jan Walker' }),
    entry({ id: 'c', label: 'NEW-9QWE', title: 'Docking station drops both screens' }),
  ])
  index.putMessages([
    { id: 'm', ticketId: 'b', text: 'Since the firmware update the tunnel closes after twenty minutes.' },
  ])
  return index
}

const asking = (words: string, part: Partial<SearchQuery> = {}): SearchQuery => ({
  words,
  filter: {},
  state: 'all',
  me: 'agent-3',
  ...part,
})

const idsOf = (words: string) =>
  anIndex()
    .search(asking(words), NOW)
    .map(({ id }) => id)

describe('the search index', () => {
  test('finds a ticket by its number, with or without the sign', () => {
    expect(idsOf('1042')[0]).toBe('a')
    expect(idsOf('#1042')[0]).toBe('a')
  })

  test('finds a provisional label, whole or in part', () => {
    expect(idsOf('NEW-9QWE')[0]).toBe('c')
    expect(idsOf('9qwe')[0]).toBe('c')
  })

  test('forgives accents, case, unfinished words and a wrong letter', () => {
    expect(idsOf('etage')).toEqual(['a'])
    expect(idsOf('IMPRIM')).toEqual(['a'])
    expect(idsOf('impirmante')).toContain('a')
    expect(idsOf('helene moreau')).toEqual(['a'])
  })

  test('does not take one number for another', () => {
    expect(idsOf('1042')).not.toContain('b')
  })

  test('finds the words of a message and shows where', () => {
    const [hit] = anIndex().search(asking('firmware'), NOW)
    expect(hit?.id).toBe('b')
    expect(hit?.excerpt).toContain('firmware')
  })

  test('asks for every word, and for any when no ticket has them all', () => {
    expect(idsOf('vpn home')).toEqual(['b'])
    expect(idsOf('vpn imprimante').sort()).toEqual(['a', 'b'])
  })

  test('follows a changed title and forgets what left', () => {
    const index = anIndex()
    index.putTickets([entry({ id: 'b', number: 1043, title: 'Tunnel closes' })])
    expect(index.search(asking('disconnects'), NOW)).toEqual([])
    index.drop('a')
    expect(index.search(asking('1042'), NOW)).toEqual([])
  })

  test('of two equals the one that moved last comes first', () => {
    const index = createSearchIndex()
    index.putTickets([
      entry({ id: 'old', title: 'Toner empty', updatedAt: NOW - 200 * 86_400_000 }),
      entry({ id: 'new', title: 'Toner empty', updatedAt: NOW }),
    ])
    expect(index.search(asking('toner'), NOW).map(({ id }) => id)).toEqual(['new', 'old'])
  })
})

describe('a search inside a filter', () => {
  const index = createSearchIndex()
  index.putTickets([
    entry({
      id: 'mine',
      title: 'Printer jam',
      assigneeId: 'agent-3',
      siteId: 'site-lyon',
      updatedAt: NOW - 9,
    }),
    entry({ id: 'other', title: 'Printer offline', status: 'closed', siteId: 'site-lyon' }),
    entry({ id: 'far', title: 'Printer toner', siteId: 'site-nantes' }),
  ])
  index.putMessages([{ id: 'm', ticketId: 'far', text: 'The fuser smells burnt.' }])
  const found = (words: string, part: Partial<SearchQuery>) =>
    index.search(asking(words, part), NOW).map(({ id }) => id)

  test('finds only what lies in it, by title and by message', () => {
    expect(found('printer', { filter: { site: 'site-lyon' } }).sort()).toEqual(['mine', 'other'])
    expect(found('fuser', { filter: { site: 'site-lyon' } })).toEqual([])
    expect(found('fuser', { filter: { site: 'site-nantes' } })).toEqual(['far'])
  })

  test('knows who asks, and what is still open', () => {
    expect(found('printer', { filter: { assignee: 'me' } })).toEqual(['mine'])
    expect(found('printer', { state: 'closed' })).toEqual(['other'])
  })

  test('lists everything inside, newest first, when there are no words', () => {
    expect(found('', { filter: { site: 'site-lyon' } })).toEqual(['other', 'mine'])
    expect(found('', {})).toEqual([])
  })
})

test('an excerpt begins a little before the word', () => {
  const text = `${'x '.repeat(60)}needle in the hay`
  expect(excerptOf(text, ['needle'])).toMatch(/^….*needle in the hay$/)
})
