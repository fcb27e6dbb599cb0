import { describe, expect, test } from 'vitest'
import { COLLECTIONS } from '#shared/collections.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { calledOf, docKey, passageOf, type Searched } from './passages.ts'
import { createSearchIndex, type SearchIndex, type SearchQuery } from './search-index.ts'

const NOW = Date.parse('2026-11-20T09:00:00.000Z')
const DAY = 86_400_000

/** Puts a document into an index as the keeper does. */
function put(index: SearchIndex, name: Searched, id: string, fields: Record<string, unknown>): void {
  const doc = { ...COLLECTIONS[name].defaults, id, rev: 1, deletedAt: '', ...fields } as Doc
  const called = (personId: string) => {
    const entry = index.entry(docKey('people', personId))
    return entry?.kind === 'person' ? calledOf(entry) : ''
  }
  index.put(passageOf(name, doc, called))
}

const ticket = (index: SearchIndex, id: string, fields: Record<string, unknown>) =>
  put(index, 'tickets', id, {
    label: 'NEW-7F3K',
    status: 'open',
    updatedAt: new Date(NOW).toISOString(),
    ...fields,
  })

function anIndex() {
  const index = createSearchIndex()
  put(index, 'people', 'helene', {
    name: 'Hélène Moreau',
    emails: ['helene@x.example'],
    phone: '+33 4 78 00',
  })
  put(index, 'assets', 'laptop', {
    name: 'Latitude 5440',
    tag: 'BRV-000123',
    serial: '4CE0460D0G',
    holderId: 'helene',
  })
  put(index, 'articles', 'black', { title: 'Screens stay black', body: 'Unplug the docking station.' })
  put(index, 'articles', 'black-1', { title: 'Screens stay black', versionOf: 'black' })
  ticket(index, 'a', { number: 1042, title: 'Imprimante de l’étage en erreur', requesterId: 'helene' })
  ticket(index, 'b', { number: 1043, title: 'VPN disconnects from home' })
  ticket(index, 'c', { label: 'NEW-9QWE', title: 'Docking station drops both screens' })
  put(index, 'messages', 'm', {
    ticketId: 'b',
    kind: 'note',
    visibility: 'private',
    text: 'Since the firmware update the tunnel closes after twenty minutes.',
  })
  put(index, 'items', 'i', {
    ticketId: 'c',
    kind: 'task',
    title: 'Order a spare',
    note: 'From Thunderbolt Ltd',
  })
  return index
}

const asking = (words: string, part: Partial<SearchQuery> = {}): SearchQuery => ({
  words,
  filter: {},
  state: 'all',
  me: 'agent-3',
  ...part,
})
const found = (index: SearchIndex, words: string, part: Partial<SearchQuery> = {}) =>
  index.search(asking(words, part), NOW)
const idsOf = (words: string, part: Partial<SearchQuery> = {}) =>
  found(anIndex(), words, part).map(({ entry }) => entry.id)

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
    expect(idsOf('impirmante')).toEqual(['a'])
    expect(idsOf('helene moreau')).toEqual(['helene', 'a'])
  })

  test('does not take one number for another', () => {
    expect(idsOf('1042')).not.toContain('b')
  })

  test('finds people, articles and assets, and of an article no earlier version', () => {
    expect(idsOf('moreau', { only: 'person' })).toEqual(['helene'])
    expect(idsOf('BRV-000123')).toEqual(['laptop'])
    expect(idsOf('4ce0460')).toEqual(['laptop'])
    expect(idsOf('screens black')).toEqual(['black'])
    expect(found(anIndex(), 'unplug')).toMatchObject([{ entry: { id: 'black' }, said: 'articles/black' }])
  })

  test('finds the words of a private note and of a task, and says where they stand', () => {
    expect(found(anIndex(), 'firmware')).toMatchObject([
      { entry: { id: 'b' }, said: 'messages/m', terms: ['firmware'] },
    ])
    expect(found(anIndex(), 'thunderbolt')).toMatchObject([{ entry: { id: 'c' }, said: 'items/i' }])
  })

  test('asks for every word wherever it stands, and for any when nothing has them all', () => {
    expect(idsOf('vpn home')).toEqual(['b'])
    expect(idsOf('vpn firmware')).toEqual(['b'])
    expect(idsOf('vpn imprimante').sort()).toEqual(['a', 'b'])
  })

  test('follows a changed title and forgets what left', () => {
    const index = anIndex()
    ticket(index, 'b', { number: 1043, title: 'Tunnel closes' })
    expect(found(index, 'disconnects')).toEqual([])
    index.drop('tickets/a')
    expect(found(index, '1042')).toEqual([])
    put(index, 'articles', 'black', { title: 'Screens stay black', deletedAt: '2026-11-20T09:00:00.000Z' })
    expect(found(index, 'black', { only: 'article' })).toEqual([])
  })

  test('of two equals the one that moved last comes first', () => {
    const index = createSearchIndex()
    ticket(index, 'old', { title: 'Toner empty', updatedAt: new Date(NOW - 200 * DAY).toISOString() })
    ticket(index, 'new', { title: 'Toner empty' })
    expect(found(index, 'toner').map(({ entry }) => entry.id)).toEqual(['new', 'old'])
  })

  test('stays right after many changes', () => {
    const index = createSearchIndex()
    for (let round = 0; round < 7; round++) {
      for (let at = 0; at < 1000; at++) ticket(index, `t${at}`, { title: `Round${round} of ${at}` })
    }
    expect(found(index, 'round4')).toEqual([])
    expect(found(index, 'round6 999')).toMatchObject([{ entry: { id: 't999' } }])
  })
})

describe('a search inside a filter', () => {
  const index = createSearchIndex()
  const before = new Date(NOW - 9).toISOString()
  ticket(index, 'mine', {
    title: 'Printer jam',
    assigneeId: 'agent-3',
    siteId: 'site-lyon',
    updatedAt: before,
  })
  ticket(index, 'other', { title: 'Printer offline', status: 'closed', siteId: 'site-lyon' })
  ticket(index, 'far', { title: 'Printer toner', siteId: 'site-nantes' })
  put(index, 'assets', 'device', { name: 'Printer of the hall', siteId: 'site-lyon' })
  put(index, 'messages', 'm', { ticketId: 'far', text: 'The fuser smells burnt.' })
  const inside = (words: string, part: Partial<SearchQuery>) =>
    found(index, words, part).map(({ entry }) => entry.id)

  test('finds only what lies in it, by title and by message', () => {
    expect(inside('printer', { filter: { site: 'site-lyon' } }).sort()).toEqual(['device', 'mine', 'other'])
    expect(inside('fuser', { filter: { site: 'site-lyon' } })).toEqual([])
    expect(inside('fuser', { filter: { site: 'site-nantes' } })).toEqual(['far'])
  })

  test('knows who asks, and what is still open', () => {
    expect(inside('printer', { filter: { assignee: 'me' } })).toEqual(['mine'])
    expect(inside('printer', { state: 'closed' })).toEqual(['other'])
  })

  test('lists the tickets inside, newest first, when there are no words', () => {
    expect(inside('', { filter: { site: 'site-lyon' } })).toEqual(['other', 'mine'])
    expect(inside('', {})).toEqual([])
  })
})
