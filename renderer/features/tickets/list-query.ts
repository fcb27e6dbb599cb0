import type { MangoQuery, MangoQuerySelector } from 'rxdb'
import type { Directory } from '#renderer/replica/directory.tsx'
import { NEWEST_FIRST } from '#renderer/replica/local-fields.ts'
import type { LocalDoc } from '#renderer/replica/replica.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { plain } from '#shared/kernel/plain-text.ts'
import type { Person } from '#shared/people/schema.ts'
import { assigneeOf, wordsIn, type TicketFilter } from '#shared/tickets/filter.ts'
import { readTicketQuery } from '#shared/tickets/query.ts'
import type { ListSearch } from './filters.ts'
import { baseOf } from './shared-views.ts'
import { spelledAs } from './spelling.ts'

export type TicketRowDoc = LocalDoc<'tickets'>
export type TicketQuery = MangoQuery<TicketRowDoc>
type Selector = MangoQuerySelector<TicketRowDoc>

/** How long a resolved ticket stays in its view, in days. */
const RESOLVED_DAYS = 14
const DAY_MS = 86_400_000
/** Orders other than the replica's own are made of so many rows at most. */
export const SORTED_IN_MEMORY = 2000

/** What a query is made for: whose, when, and with which names. */
export interface QueryContext {
  readonly personId: Id
  /** ISO instant; only its day matters, so that a query stays the same all day. */
  readonly today: string
  readonly directory: Directory
}

/** The query of a list: the view narrowed by the filter, newest change first, over the replica's indexes. */
export function listQuery(search: Pick<ListSearch, 'view' | 'filter'>, context: QueryContext): TicketQuery {
  const selector = { ...viewSelector(search.view, context), ...filterSelector(search.filter, context) }
  return { selector: { ...selector, deletedAt: '' }, sort: sortOf(selector) }
}

function viewSelector(view: string, context: QueryContext): Selector {
  switch (view) {
    case 'mine':
      return { assigneeId: context.personId, openState: 'open' }
    case 'unassigned':
      return { assigneeId: '', openState: 'open' }
    case 'open':
      return { openState: 'open' }
    case 'waiting':
      return { openState: 'open', status: 'pending', pendingReason: 'requester' }
    case 'resolved':
      return { openState: 'closed', updatedDesc: { $lte: NEWEST_FIRST - startOf(context.today) } }
    default:
      return savedView(view, context)
  }
}

/** Milliseconds of the beginning of the first day that still counts as recent. */
function startOf(today: string): number {
  return Date.parse(`${today.slice(0, 10)}T00:00:00.000Z`) - RESOLVED_DAYS * DAY_MS
}

function savedView(view: string, context: QueryContext): Selector {
  const setting = context.directory.setting(view)
  const query = typeof setting?.data['query'] === 'string' ? setting.data['query'] : ''
  const base = baseOf(setting)
  if (base !== undefined) return { ...viewSelector(base, context), ...typedSelector(query, context) }
  const { filter, words, state } = readTicketQuery(query, context.directory)
  const shown = state ?? (filter.status === undefined ? 'open' : 'all')
  return {
    ...(shown === 'all' ? {} : { openState: shown }),
    ...filterSelector({ ...filter, words }, context),
  }
}

function filterSelector(filter: TicketFilter, context: QueryContext): Selector {
  const { personId, directory } = context
  const assignee = assigneeOf(filter, personId)
  return {
    ...(filter.status?.length ? { status: anyOf(filter.status) } : {}),
    ...(filter.priority?.length ? { priority: anyOf(filter.priority) } : {}),
    ...(assignee === undefined ? {} : { assigneeId: assignee }),
    ...(filter.team ? { teamId: filter.team } : {}),
    ...(filter.site ? { siteId: filter.site } : {}),
    ...(filter.category ? { categoryId: filter.category } : {}),
    ...(filter.requester ? { requesterId: anyOf(peopleNamed(filter.requester, directory)) } : {}),
    ...(filter.words ? typedSelector(filter.words, context) : {}),
  }
}

/** What a person typed: filters by their words, and words of the title, the number or the requester's name. */
function typedSelector(typed: string, context: QueryContext): Selector {
  const { filter, words, state } = readTicketQuery(typed, context.directory)
  const each = wordsIn(words).map((word): Selector => {
    const spelled = { $regex: spelledAs(word), $options: 'i' }
    const number = /^#?(\d+)$/u.exec(word)?.[1]
    return {
      $or: [
        { title: spelled },
        { label: spelled },
        ...(number === undefined ? [] : [{ number: Number(number) }]),
        { requesterId: { $in: [...peopleNamed(word, context.directory)] } },
      ],
    }
  })
  return {
    ...filterSelector(filter, context),
    ...(state === undefined || state === 'all' ? {} : { openState: state }),
    ...(each.length === 0 ? {} : { $and: each }),
  }
}

function anyOf<T>(values: readonly T[]): T | { $in: T[] } {
  const [only] = values
  return values.length === 1 && only !== undefined ? only : { $in: [...values] }
}

const plainNames = new WeakMap<Person, string>()

/** Name and addresses as `wordsIn` has words; made once, since every key somebody types looks at everybody. */
function plainNameOf(person: Person): string {
  const known = plainNames.get(person)
  if (known !== undefined) return known
  const made = plain(`${person.name} ${person.emails.join(' ')}`)
  plainNames.set(person, made)
  return made
}

function peopleNamed(typed: string, directory: Directory): readonly Id[] {
  const words = wordsIn(typed)
  return directory.people
    .filter((person) => words.every((word) => plainNameOf(person).includes(word)))
    .map((person) => person.id)
}

/** Ascending on the replica's index that fits the selector best. */
function sortOf(selector: Selector): NonNullable<TicketQuery['sort']> {
  const fixed = (field: 'assigneeId' | 'teamId' | 'requesterId' | 'openState') =>
    typeof selector[field] === 'string'
  if (fixed('openState') && fixed('assigneeId'))
    return [{ assigneeId: 'asc' }, { openState: 'asc' }, { updatedDesc: 'asc' }]
  if (fixed('openState') && fixed('teamId'))
    return [{ teamId: 'asc' }, { openState: 'asc' }, { updatedDesc: 'asc' }]
  if (fixed('requesterId')) return [{ requesterId: 'asc' }, { updatedDesc: 'asc' }]
  if (fixed('openState')) return [{ openState: 'asc' }, { updatedDesc: 'asc' }]
  return [{ updatedDesc: 'asc' }]
}
