import type { Ticket } from '#shared/tickets/schema.ts'
import type { TicketSort } from './filters.ts'

/** Everything a list can show of a ticket, in the order in which columns stand. Each is a word of `tickets:field`. */
export const COLUMNS = [
  'number',
  'title',
  'requesterId',
  'kind',
  'status',
  'priority',
  'assigneeId',
  'teamId',
  'siteId',
  'categoryId',
  'tags',
  'resolutionDueAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Ticket)[]
export type Column = (typeof COLUMNS)[number]

/** These say which ticket it is; they cannot be taken out. */
export const FIXED_COLUMNS: readonly Column[] = ['number', 'title']

/** What a person sees who never chose. */
export const FIRST_COLUMNS: readonly Column[] = [
  'number',
  'title',
  'requesterId',
  'status',
  'priority',
  'assigneeId',
  'siteId',
  'updatedAt',
]

/** The order a click on a column’s name asks for. */
export const SORT_OF: Readonly<Partial<Record<Column, TicketSort>>> = {
  number: 'number',
  title: 'title',
  requesterId: 'requester',
  status: 'status',
  priority: 'priority',
  assigneeId: 'assignee',
  resolutionDueAt: 'due',
  createdAt: 'created',
  updatedAt: 'updated',
}

/** Pixels of each column; the title takes what is left. */
const WIDTHS: Readonly<Record<Exclude<Column, 'title'>, number>> = {
  number: 72,
  requesterId: 140,
  kind: 112,
  status: 92,
  priority: 84,
  assigneeId: 142,
  teamId: 120,
  siteId: 84,
  categoryId: 130,
  tags: 140,
  resolutionDueAt: 84,
  createdAt: 84,
  updatedAt: 78,
}

/** What goes first when the window is narrow: from the left. */
const FIRST_TO_GO: readonly Column[] = [
  'tags',
  'createdAt',
  'categoryId',
  'kind',
  'siteId',
  'teamId',
  'requesterId',
  'resolutionDueAt',
  'assigneeId',
  'updatedAt',
  'priority',
]

const TICK = 18
const GAP = 12
const PADDING = 32
const TITLE = { roomy: 320, narrow: 220, roomyFrom: 760 } as const

/** The chosen columns that fit, and the grid they stand in: a place for the tick, then one for each column. */
export interface FittingColumns {
  readonly columns: readonly Column[]
  readonly template: string
}

/** Leaves out columns until the title keeps room to be read in a list so many pixels wide. */
export function fittingColumns(chosen: readonly Column[], width: number): FittingColumns {
  const title = width >= TITLE.roomyFrom ? TITLE.roomy : TITLE.narrow
  let columns = COLUMNS.filter((column) => FIXED_COLUMNS.includes(column) || chosen.includes(column))
  for (const column of FIRST_TO_GO) {
    if (widthOf(columns, title) <= width) break
    columns = columns.filter((each) => each !== column)
  }
  const tracks = columns.map((column) =>
    column === 'title' ? `minmax(${title}px, 1fr)` : `${WIDTHS[column]}px`,
  )
  return { columns, template: [`${TICK}px`, ...tracks].join(' ') }
}

function widthOf(columns: readonly Column[], title: number): number {
  const each = columns.map((column) => (column === 'title' ? title : WIDTHS[column]) + GAP)
  return each.reduce((sum, pixels) => sum + pixels, PADDING + TICK)
}

/** Reads what was kept on this device: unknown columns go, nothing gives the first choice. */
export function readColumns(kept: unknown): readonly Column[] {
  if (!Array.isArray(kept)) return FIRST_COLUMNS
  const known = COLUMNS.filter((column) => kept.includes(column))
  return known.length === 0 ? FIRST_COLUMNS : known
}
