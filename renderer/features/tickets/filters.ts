import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { oneOf } from '#shared/kernel/fields.ts'
import { TicketFilter } from '#shared/tickets/filter.ts'

export const SORTS = ['updated', 'priority', 'number'] as const
export type TicketSort = (typeof SORTS)[number]

/** The views every desk has. */
export const BUILT_IN_VIEWS = ['mine', 'unassigned', 'open', 'waiting', 'resolved'] as const
export type BuiltInView = (typeof BUILT_IN_VIEWS)[number]

/** What the address of the list says: which view, how narrowed, in which order. */
export const ListSearch = Type.Object(
  { view: Type.String(), filter: TicketFilter, sort: oneOf(SORTS) },
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
  const search: unknown = { view, filter, sort }
  return Value.Check(ListSearch, search) ? search : FIRST_LIST
}

/** True when anything narrows the view. */
export function isNarrowed(filter: TicketFilter): boolean {
  return Object.values(filter).some((value) => value !== '' && value.length > 0)
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
