import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { oneOf } from '#shared/kernel/fields.ts'
import { TicketFilter } from '#shared/tickets/filter.ts'

export const SORTS = [
  'updated',
  'priority',
  'number',
  'created',
  'due',
  'status',
  'title',
  'requester',
  'assignee',
] as const
export type TicketSort = (typeof SORTS)[number]

/** What a list may be put together by; all but `none` are fields of a ticket. */
export const GROUPS = [
  'none',
  'status',
  'priority',
  'assigneeId',
  'teamId',
  'siteId',
  'categoryId',
  'kind',
] as const
export type ListGroup = (typeof GROUPS)[number]

/** The views every desk has. */
export const BUILT_IN_VIEWS = ['mine', 'unassigned', 'open', 'waiting', 'resolved'] as const
export type BuiltInView = (typeof BUILT_IN_VIEWS)[number]

/** What the address of the list says: which view, how narrowed, in which order. */
export const ListSearch = Type.Object(
  {
    view: Type.String(),
    filter: TicketFilter,
    sort: oneOf(SORTS),
    /** The other way round than the order is meant. */
    reverse: Type.Optional(Type.Boolean()),
    group: Type.Optional(oneOf(GROUPS)),
  },
  { additionalProperties: false },
)
export type ListSearch = Static<typeof ListSearch>

/** The whole of a view, as it opens. */
export function listOf(view: string): ListSearch {
  return { view, filter: {}, sort: 'updated' }
}

/** The list one sees first. */
export const FIRST_LIST = listOf('open')

/** Reads the address; anything unreadable gives the first list. */
export function readListSearch(raw: Readonly<Record<string, unknown>>): ListSearch {
  const { view = FIRST_LIST.view, filter = FIRST_LIST.filter, sort = FIRST_LIST.sort } = raw
  const { reverse, group } = raw
  const search: unknown = {
    view,
    filter,
    sort,
    ...(reverse === undefined ? {} : { reverse }),
    ...(group === undefined ? {} : { group }),
  }
  return Value.Check(ListSearch, search) ? search : FIRST_LIST
}

/** True when anything narrows the view. */
export function isNarrowed(filter: TicketFilter): boolean {
  return Object.values(filter).some((value) => value !== '' && value.length > 0)
}

/** The list in another order; the same order again turns it round. */
export function sortedBy(search: ListSearch, sort: TicketSort): ListSearch {
  const { reverse, ...rest } = search
  return sort === search.sort && reverse !== true ? { ...rest, reverse: true } : { ...rest, sort }
}

/** The list put together by a field, or plain again. */
export function groupedBy(search: ListSearch, group: ListGroup): ListSearch {
  const { group: _before, ...rest } = search
  return group === 'none' ? rest : { ...rest, group }
}

/** True when the list stands in the replica's own order, so that any number of rows can be shown. */
export function isInReplicaOrder({
  sort,
  reverse,
  group,
}: Pick<ListSearch, 'sort' | 'reverse' | 'group'>): boolean {
  return sort === 'updated' && reverse !== true && (group ?? 'none') === 'none'
}

/** The filter with one part replaced; an empty part goes. */
export function withPart<K extends keyof TicketFilter>(
  filter: TicketFilter,
  part: K,
  value: NonNullable<TicketFilter[K]>,
): TicketFilter {
  const { [part]: _before, ...rest } = filter
  return value.length === 0 ? rest : { ...rest, [part]: value }
}
