import { PRIORITIES, TICKET_STATUSES } from '#shared/tickets/schema.ts'
import type { Directory } from '#renderer/replica/directory.tsx'
import type { ListGroup, ListSearch, TicketSort } from './filters.ts'
import { personRank, type PersonRank } from './person-rank.ts'
import type { ListTicket } from './roster/list-ticket.ts'

/** Stands above the tickets of a group. */
export interface GroupLine {
  readonly isHead: true
  readonly value: string
  readonly count: number
}

/** A line of the list: the head of a group, or a ticket. */
export type ListLine = GroupLine | ListTicket

/** True for the head of a group. */
export function isHead(line: ListLine): line is GroupLine {
  return 'isHead' in line
}

type Compare = (a: ListTicket, b: ListTicket) => number
type Names = Pick<Directory, 'personName' | 'settingName'>

/** The rows, newest change first, in the order asked for, each group together; equal rows keep their order. */
export function orderRows<T extends ListTicket>(
  rows: readonly T[],
  { sort, reverse = false, group = 'none' }: Pick<ListSearch, 'sort' | 'reverse' | 'group'>,
  names: Names,
): readonly T[] {
  const people = rows.flatMap((row) => [names.personName(row.requesterId), names.personName(row.assigneeId)])
  const inOrder =
    sort === 'updated' ? rows : rows.toSorted(compareBy(sort, personRank(names.personName, people)))
  return grouped(reverse ? reversed(inOrder, sort) : inOrder, group, names)
}

/** The order a list offers; what is equal is 0. */
export function compareBy(sort: TicketSort, rank: PersonRank): Compare {
  switch (sort) {
    case 'updated':
      return (a, b) => a.updatedDesc - b.updatedDesc
    case 'priority':
      return (a, b) => PRIORITIES.indexOf(b.priority) - PRIORITIES.indexOf(a.priority)
    case 'status':
      return (a, b) => TICKET_STATUSES.indexOf(a.status) - TICKET_STATUSES.indexOf(b.status)
    case 'number':
      // A provisional ticket counts as the newest number.
      return (a, b) => (b.number || PROVISIONAL) - (a.number || PROVISIONAL)
    case 'created':
      return (a, b) => compareText(b.createdAt, a.createdAt)
    case 'due':
      return (a, b) => compareText(a.resolutionDueAt || NEVER, b.resolutionDueAt || NEVER)
    case 'title':
      return byText((row) => row.title)
    case 'requester':
      return (a, b) => compareRanks(rank(a.requesterId), rank(b.requesterId))
    case 'assignee':
      return (a, b) => compareRanks(rank(a.assigneeId), rank(b.assigneeId))
  }
}

const PROVISIONAL = Number.MAX_SAFE_INTEGER
/** After every instant: what is never due comes last. */
const NEVER = '\uffff'

/** By code unit, as instants of one form are ordered. */
function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Two ranks may both be infinite. */
function compareRanks(a: number, b: number): number {
  return a === b ? 0 : a - b
}

/** The field in which rows are equal that an order leaves as they stood. */
const EQUAL_BY = {
  updated: 'updatedAt',
  priority: 'priority',
  status: 'status',
  number: 'number',
  created: 'createdAt',
  due: 'resolutionDueAt',
  title: 'title',
  requester: 'requesterId',
  assignee: 'assigneeId',
} as const satisfies Record<TicketSort, keyof ListTicket>

/** Rows in an order the other way round; those that are equal in it keep their order. */
export function reversed<T extends ListTicket>(rows: readonly T[], sort: TicketSort): readonly T[] {
  const field = EQUAL_BY[sort]
  const turned: T[] = []
  for (let end = rows.length; end > 0;) {
    const value = rows[end - 1]?.[field]
    let start = end - 1
    while (start > 0 && rows[start - 1]?.[field] === value) start--
    for (let at = start; at < end; at++) turned.push(rows[at] as T)
    end = start
  }
  return turned
}

/** Rows put together by a field, the groups in their order and the rows within as they stood. */
export function grouped<T extends ListTicket>(
  rows: readonly T[],
  group: ListGroup,
  names: Names,
): readonly T[] {
  if (group === 'none') return rows
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const value = groupValue(row, group)
    const known = groups.get(value)
    if (known) known.push(row)
    else groups.set(value, [row])
  }
  const compare = byGroup(group, names)
  return [...groups.values()].sort(([a], [b]) => (a && b ? compare(a, b) : 0)).flat()
}

/** By words as people order them; nothing comes last. */
function byText(textOf: (row: ListTicket) => string): Compare {
  return (a, b) => {
    const [left, right] = [textOf(a), textOf(b)]
    if (left === '' || right === '') return Number(left === '') - Number(right === '')
    return collator.compare(left, right)
  }
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** What puts a ticket into a group: an id, a status, a priority; '' for none. */
export function groupValue(row: ListTicket, group: ListGroup): string {
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

/** The lines of a list whose rows stand in the order of their groups; without groups the tickets themselves. */
export function listLines(rows: readonly ListTicket[], group: ListGroup): readonly ListLine[] {
  if (group === 'none') return rows
  const lines: ListLine[] = []
  let head: { isHead: true; value: string; count: number } | undefined
  for (const row of rows) {
    const value = groupValue(row, group)
    if (head?.value !== value) {
      head = { isHead: true, value, count: 0 }
      lines.push(head)
    }
    head.count += 1
    lines.push(row)
  }
  return lines
}
