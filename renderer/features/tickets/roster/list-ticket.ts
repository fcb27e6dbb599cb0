import type { LocalDoc } from '#renderer/replica/replica.ts'

/** What a list knows of a ticket: enough to show it, to narrow the list and to order it. */
export type ListTicket = Pick<
  LocalDoc<'tickets'>,
  | 'id'
  | 'deletedAt'
  | 'number'
  | 'label'
  | 'title'
  | 'kind'
  | 'status'
  | 'pendingReason'
  | 'priority'
  | 'major'
  | 'requesterId'
  | 'assigneeId'
  | 'teamId'
  | 'siteId'
  | 'categoryId'
  | 'tags'
  | 'resolutionDueAt'
  | 'createdAt'
  | 'updatedAt'
  | 'updatedDesc'
  | 'openState'
>

/** Cuts tickets down to what a list knows. Values that many tickets share lie in memory once. */
export function listTickets(): (ticket: LocalDoc<'tickets'>) => ListTicket {
  const words = new Map<string, string>()
  const sets = new Map<string, string[]>()
  const once = <T extends string>(word: T): T => kept(words, word, word) as T
  return (ticket) => ({
    id: ticket.id,
    deletedAt: ticket.deletedAt,
    number: ticket.number,
    label: ticket.label,
    title: ticket.title,
    kind: once(ticket.kind),
    status: once(ticket.status),
    pendingReason: once(ticket.pendingReason),
    priority: once(ticket.priority),
    major: ticket.major,
    requesterId: once(ticket.requesterId),
    assigneeId: once(ticket.assigneeId),
    teamId: once(ticket.teamId),
    siteId: once(ticket.siteId),
    categoryId: once(ticket.categoryId),
    tags: kept(sets, ticket.tags.join('\n'), ticket.tags),
    resolutionDueAt: ticket.resolutionDueAt,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    updatedDesc: ticket.updatedDesc,
    openState: once(ticket.openState),
  })
}

/** True when a list would show and order both alike; both come from the same `listTickets`. */
export function isSameInList(a: ListTicket, b: ListTicket): boolean {
  return (Object.keys(a) as (keyof ListTicket)[]).every((field) => a[field] === b[field])
}

function kept<T>(all: Map<string, T>, key: string, value: T): T {
  const known = all.get(key)
  if (known !== undefined) return known
  all.set(key, value)
  return value
}
