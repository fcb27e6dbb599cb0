import Type, { type Static } from 'typebox'
import { oneOf } from '../kernel/fields.ts'
import type { Id } from '../kernel/ids.ts'
import { plain } from '../kernel/plain-text.ts'
import { PRIORITIES, TICKET_STATUSES, type Ticket } from './schema.ts'

/**
 * What narrows a list of tickets. Left-out parts do not; `assignee` may be `me` or `none`, `requester` is a piece of a
 * name or address, `words` is a query as it was typed; see query.ts.
 */
export const TicketFilter = Type.Object(
  {
    status: Type.Optional(Type.Array(oneOf(TICKET_STATUSES))),
    priority: Type.Optional(Type.Array(oneOf(PRIORITIES))),
    assignee: Type.Optional(Type.String()),
    team: Type.Optional(Type.String()),
    site: Type.Optional(Type.String()),
    category: Type.Optional(Type.String()),
    requester: Type.Optional(Type.String()),
    words: Type.Optional(Type.String({ maxLength: 400 })),
  },
  { additionalProperties: false },
)
export type TicketFilter = Static<typeof TicketFilter>

/** What a filter looks at; `requester` holds name and addresses. */
export interface Filterable extends Pick<
  Ticket,
  'status' | 'priority' | 'assigneeId' | 'teamId' | 'siteId' | 'categoryId'
> {
  readonly requester: string
}

/** Whether a ticket lies inside a filter; `me` is who `assignee: 'me'` means. `words` are not looked at. */
export function fitsFilter(ticket: Filterable, filter: TicketFilter, me: Id): boolean {
  const assignee = assigneeOf(filter, me)
  const { status = [], priority = [], team = '', site = '', category = '', requester = '' } = filter
  return (
    (status.length === 0 || status.includes(ticket.status)) &&
    (priority.length === 0 || priority.includes(ticket.priority)) &&
    (assignee === undefined || assignee === ticket.assigneeId) &&
    (team === '' || team === ticket.teamId) &&
    (site === '' || site === ticket.siteId) &&
    (category === '' || category === ticket.categoryId) &&
    wordsIn(requester).every((word) => plain(ticket.requester).includes(word))
  )
}

/** The id of the assignee a filter asks for, '' for nobody; undefined when it does not ask. */
export function assigneeOf({ assignee }: TicketFilter, me: Id): Id | undefined {
  if (assignee === 'me') return me
  return assignee === 'none' ? '' : assignee
}

/** The words of a text without case and accents. */
export function wordsIn(text: string): readonly string[] {
  return plain(text)
    .split(/\s+/u)
    .filter((word) => word !== '')
}
