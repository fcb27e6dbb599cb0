import { PRIORITIES, TICKET_STATUSES } from '#shared/tickets/schema.ts'
import type { Directory } from '#renderer/replica/directory.tsx'
import type { ListGroup, ListSearch } from './filters.ts'
import type { TicketRowDoc } from './list-query.ts'

/** A line of the list: the head of a group, or a ticket. */
export type ListLine =
  | { readonly type: 'group'; readonly value: string; readonly count: number }
  | { readonly type: 'ticket'; readonly ticket: TicketRowDoc }

type Compare = (a: TicketRowDoc, b: TicketRowDoc) => number
type Names = Pick<Directory, 'personName' | 'settingName'>

/** The rows in the order asked for, each group together; rows that are equal keep the replica's order. */
export function orderRows(
  rows: readonly TicketRowDoc[],
  { sort, reverse = false, group = 'none' }: Pick<ListSearch, 'sort' | 'reverse' | 'group'>,
  names: Names,
): readonly TicketRowDoc[] {
  const within = compareBy(sort, names)
  const inOrder =
    within === undefined ? (reverse ? rows.toReversed() : rows) : rows.toSorted(turned(within, reverse))
  return group === 'none' ? inOrder : inOrder.toSorted(byGroup(group, names))
}

function turned(compare: Compare, reverse: boolean): Compare {
  return reverse ? (a, b) => -compare(a, b) : compare
}

/** How an order compares; undefined for the replica's own, newest change first. */
function compareBy(sort: ListSearch['sort'], names: Names): Compare | undefined {
  const byName = (field: 'requesterId' | 'assigneeId') => byText((row) => names.personName(row[field]))
  switch (sort) {
    case 'updated':
      return undefined
    case 'priority':
      return (a, b) => PRIORITIES.indexOf(b.priority) - PRIORITIES.indexOf(a.priority)
    case 'status':
      return (a, b) => TICKET_STATUSES.indexOf(a.status) - TICKET_STATUSES.indexOf(b.status)
    case 'number':
      // A provisional ticket counts as the newest number.
      return (a, b) => (b.number || Infinity) - (a.number || Infinity) || a.updatedDesc - b.updatedDesc
    case 'created':
      return (a, b) => b.createdAt.localeCompare(a.createdAt)
    case 'due':
      return (a, b) => dueMs(a) - dueMs(b)
    case 'title':
      return byText((row) => row.title)
    case 'requester':
      return byName('requesterId')
    case 'assignee':
      return byName('assigneeId')
  }
}

/** When it is due, in milliseconds; what is never due comes after everything. */
function dueMs({ resolutionDueAt }: TicketRowDoc): number {
  return resolutionDueAt === '' ? Number.MAX_SAFE_INTEGER : Date.parse(resolutionDueAt)
}

/** By words as people order them; nothing comes last. */
function byText(textOf: (row: TicketRowDoc) => string): Compare {
  return (a, b) => {
    const [left, right] = [textOf(a), textOf(b)]
    if (left === '' || right === '') return Number(left === '') - Number(right === '')
    return collator.compare(left, right)
  }
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** What puts a ticket into a group: an id, a status, a priority; '' for none. */
export function groupValue(row: TicketRowDoc, group: ListGroup): string {
  return group === 'none' ? '' : row[group]
}

function byGroup(group: Exclude<ListGroup, 'none'>, names: Names): Compare {
  switch (group) {
    case 'status':
      return (a, b) => TICKET_STATUSES.indexOf(a.status) - TICKET_STATUSES.indexOf(b.status)
    case 'priority':
      return (a, b) => PRIORITIES.indexOf(b.priority) - PRIORITIES.indexOf(a.priority)
    case 'assigneeId':
      return byText((row) => names.personName(row.assigneeId))
    case 'kind':
      return (a, b) => a.kind.localeCompare(b.kind)
    default:
      return byText((row) => names.settingName(row[group]))
  }
}

/** The lines of a list whose rows stand in the order of their groups; without groups every line is a ticket. */
export function listLines(rows: readonly TicketRowDoc[], group: ListGroup): readonly ListLine[] {
  if (group === 'none') return rows.map((ticket) => ({ type: 'ticket', ticket }))
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(groupValue(row, group), (counts.get(groupValue(row, group)) ?? 0) + 1)
  let open: string | undefined
  return rows.flatMap((ticket): ListLine[] => {
    const value = groupValue(ticket, group)
    const line: ListLine = { type: 'ticket', ticket }
    if (value === open) return [line]
    open = value
    return [{ type: 'group', value, count: counts.get(value) ?? 0 }, line]
  })
}
