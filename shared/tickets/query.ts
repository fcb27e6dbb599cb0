import type { Id } from '../kernel/ids.ts'
import { plain } from '../kernel/plain-text.ts'
import type { Setting, SettingKind } from '../settings/schema.ts'
import { wordsIn, type TicketFilter } from './filter.ts'
import type { Priority, TicketStatus } from './schema.ts'

/** The names a query may use. */
export interface QueryNames {
  settings(kind: SettingKind): readonly Setting[]
  readonly staff: readonly { readonly id: Id; readonly name: string }[]
}

/** What somebody typed, understood. `unknown` holds the parts whose value fits nothing, or more than one thing. */
export interface TicketQuery {
  readonly filter: TicketFilter
  readonly state: 'open' | 'closed' | 'all' | undefined
  /** What is no filter: words to look for. */
  readonly words: string
  readonly unknown: readonly string[]
}

type Part = 'status' | 'priority' | 'state' | 'assignee' | 'requester' | 'team' | 'site' | 'category'

/** A value and what people call it, in every language the console speaks; compared without case and accents. */
interface Named<T extends string> {
  readonly value: T
  readonly names: readonly string[]
}

const PARTS: readonly Named<Part>[] = [
  { value: 'status', names: ['status', 'statut'] },
  { value: 'priority', names: ['priority', 'priorité'] },
  { value: 'state', names: ['state', 'état'] },
  { value: 'assignee', names: ['assignee', 'assigné', 'assignée'] },
  { value: 'requester', names: ['requester', 'demandeur'] },
  { value: 'team', names: ['team', 'équipe'] },
  { value: 'site', names: ['site'] },
  { value: 'category', names: ['category', 'catégorie'] },
]
const STATUSES: readonly Named<TicketStatus>[] = [
  { value: 'new', names: ['new', 'nouveau'] },
  { value: 'open', names: ['open', 'ouvert'] },
  { value: 'pending', names: ['pending', 'en attente'] },
  { value: 'resolved', names: ['resolved', 'résolu'] },
  { value: 'closed', names: ['closed', 'clos', 'fermé'] },
]
const PRIORITY_NAMES: readonly Named<Priority>[] = [
  { value: 'low', names: ['low', 'basse'] },
  { value: 'normal', names: ['normal', 'normale'] },
  { value: 'high', names: ['high', 'haute'] },
  { value: 'urgent', names: ['urgent', 'urgente'] },
]
const STATES: readonly Named<'open' | 'closed' | 'all'>[] = [
  { value: 'open', names: ['open', 'ouvert'] },
  { value: 'closed', names: ['closed', 'clos'] },
  { value: 'all', names: ['all', 'tous'] },
]
const ASSIGNEES: readonly Named<'me' | 'none'>[] = [
  { value: 'me', names: ['me', 'moi'] },
  { value: 'none', names: ['none', 'nobody', 'personne', 'aucun'] },
]

/** `key:value`, `key:"two words"` (the second quote may still be missing), or a word. */
const TOKEN = /(?<key>\p{L}+):(?:"(?<quoted>[^"]*)"?|(?<value>\S*))|\S+/gu

/**
 * Reads `status:open,pending site:Lyon assignee:me priority:urgent printer`, in English or French words. Values may be
 * ids, names in any language or unmistakable beginnings of them; a key without its value yet counts as nothing.
 */
export function readTicketQuery(text: string, names: QueryNames): TicketQuery {
  const words: string[] = []
  const unknown: string[] = []
  let query: Pick<TicketQuery, 'filter' | 'state'> = { filter: {}, state: undefined }
  for (const { 0: token, groups = {} } of text.matchAll(TOKEN)) {
    const part = PARTS.find((each) => isCalled(each, groups['key'] ?? ''))?.value
    const value = (groups['quoted'] ?? groups['value'] ?? '').trim()
    if (part === undefined) {
      words.push(token)
      continue
    }
    if (value === '') continue
    const read = readPart(part, value, names)
    if (read === undefined) unknown.push(token)
    else query = { state: read.state ?? query.state, filter: { ...query.filter, ...read.filter } }
  }
  return { ...query, words: words.join(' '), unknown }
}

type PartQuery = Partial<Pick<TicketQuery, 'filter' | 'state'>>

function readPart(part: Part, value: string, names: QueryNames): PartQuery | undefined {
  switch (part) {
    case 'requester':
      return { filter: { requester: value } }
    case 'status': {
      const status = eachOf(STATUSES, value)
      return status && { filter: { status } }
    }
    case 'priority': {
      const priority = eachOf(PRIORITY_NAMES, value)
      return priority && { filter: { priority } }
    }
    case 'state': {
      const state = theOne(STATES, value)
      return state && { state }
    }
    case 'assignee': {
      const staff = names.staff.map(({ id, name }) => ({ value: id, names: [name] }))
      const assignee = ASSIGNEES.find((each) => isCalled(each, value))?.value ?? theOne(staff, value)
      return assignee === undefined ? undefined : { filter: { assignee } }
    }
    default: {
      const id = theOne(names.settings(part).map(namedSetting), value)
      return id === undefined ? undefined : { filter: { [part]: id } }
    }
  }
}

function namedSetting({ id, name, names }: Setting): Named<Id> {
  return { value: id, names: [name, ...Object.values(names)] }
}

/** All of `open,pending`; undefined as soon as one of them is not known. */
function eachOf<T extends string>(known: readonly Named<T>[], typed: string): T[] | undefined {
  const values = typed
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => theOne(known, each))
  const found = values.filter((value) => value !== undefined)
  return found.length === values.length ? found : undefined
}

function theOne<T extends string>(known: readonly Named<T>[], typed: string): T | undefined {
  const exact = known.find((each) => each.value === typed || isCalled(each, typed))
  if (exact !== undefined) return exact.value
  const near = known.filter(({ names }) => names.some((name) => isBeginningOf(name, typed)))
  return near.length === 1 ? near[0]?.value : undefined
}

function isCalled({ names }: Named<string>, typed: string): boolean {
  return names.some((name) => plain(name) === plain(typed))
}

/** `sar col` begins `Sarah Collins`. */
function isBeginningOf(name: string, typed: string): boolean {
  const parts = wordsIn(name)
  return wordsIn(typed).every((word) => parts.some((part) => part.startsWith(word)))
}
