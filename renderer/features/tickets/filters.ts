import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { PRIORITIES, TICKET_STATUSES } from '#shared/tickets/schema.ts'
import { oneOf } from '#shared/kernel/fields.ts'

export const SORTS = ['updated', 'priority', 'number'] as const
export type TicketSort = (typeof SORTS)[number]

/** The views every desk has. */
export const BUILT_IN_VIEWS = ['mine', 'unassigned', 'open', 'waiting', 'resolved'] as const
export type BuiltInView = (typeof BUILT_IN_VIEWS)[number]

/** What narrows a view. Left-out fields do not; `assignee` may be `me` or `none`. */
export const TicketFilter = Type.Object(
  {
    status: Type.Optional(Type.Array(oneOf(TICKET_STATUSES))),
    priority: Type.Optional(Type.Array(oneOf(PRIORITIES))),
    assignee: Type.Optional(Type.String()),
    team: Type.Optional(Type.String()),
    site: Type.Optional(Type.String()),
    category: Type.Optional(Type.String()),
    requester: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type TicketFilter = Static<typeof TicketFilter>

/** What the address of the list says: which view, how narrowed, in which order. */
export const ListSearch = Type.Object(
  { view: Type.String(), filter: TicketFilter, sort: oneOf(SORTS) },
  { additionalProperties: false },
)
export type ListSearch = Static<typeof ListSearch>

/** The list one sees first. */
export const FIRST_LIST: ListSearch = { view: 'open', filter: {}, sort: 'updated' }

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
