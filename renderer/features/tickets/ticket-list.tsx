import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { useOutbox } from '#renderer/replica/react.tsx'
import { usePreferences } from '#renderer/ui/preferences.ts'
import { useShortcuts } from '#renderer/ui/shortcuts.ts'
import { useColumnChoice } from './column-choice.ts'
import type { ListGroup, ListSearch } from './filters.ts'
import { GroupHead } from './group-head.tsx'
import { fittingColumns } from './list-columns.ts'
import { neighbour, useListCursor } from './list-cursor.ts'
import { ListHead } from './list-head.tsx'
import { isHead, listLines, type ListLine } from './list-order.ts'
import type { ListTicket } from './roster/list-ticket.ts'
import { useRowKit } from './row-kit.ts'
import { useSelection } from './selection.ts'
import { TicketRow } from './ticket-row.tsx'
import type { TicketList as Rows } from './use-ticket-list.ts'
import classes from './ticket-list.module.css'

const ROW = { compact: 32, comfortable: 40 } as const
const NARROW_ROW = { compact: 50, comfortable: 58 } as const
/** Rows kept ready above and below what is in sight. */
const OVERSCAN = 6
/** More than are ever in sight: a row that leaves at one end is filled anew for one that comes at the other. */
const SLOTS = 128
/** A page is asked for when so few rows are left below. */
const NEAR_END = 60

interface TicketListProps {
  readonly label: string
  readonly list: Rows & { readonly rows: readonly ListTicket[] }
  readonly onOpen: (id: Id) => void
  readonly search: ListSearch
  /** Asked for when a column's name is clicked; without it the names only name. */
  readonly onSearch?: (search: ListSearch) => void
  /** Two lines in each row, for the place beside a ticket. */
  readonly isNarrow?: boolean
  /** The ticket that is open beside the list. */
  readonly openId?: Id
  /** What stands below the last row. */
  readonly end?: ReactNode
}

/** The list: only the rows in sight exist; J, K, X, arrows and Enter work as everywhere. */
export function TicketList(props: TicketListProps) {
  const { label, list, onOpen, search, onSearch, isNarrow = false, openId = '', end } = props
  const { rows, total } = list
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: measured, width } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scroller, measured)
  const { columns: chosen } = useColumnChoice(search.view)
  const { columns, template } = useMemo(() => fittingColumns(chosen, width), [chosen, width])
  const cursor = useListCursor((state) => state.at)
  const waiting = useWaitingTickets()
  const kit = useRowKit()
  const group: ListGroup = search.group ?? 'none'
  const lines = useMemo(() => listLines(rows, group), [rows, group])
  const { virtual, height } = useLines(lines, scroller, isNarrow, list.loadMore)
  useTopOnNewOrder(search, scroller)
  const move = useCursor(rows, (id) => virtual.scrollToIndex(indexOf(lines, id), { align: 'auto' }))
  useListKeys(move, onOpen, !isNarrow)
  return (
    <div
      ref={ref}
      className={classes['scroller']}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={Math.max(total ?? 0, rows.length) + 1}
      aria-activedescendant={cursor === '' ? undefined : `ticket-row-${cursor}`}
      data-narrow={isNarrow || undefined}
      style={{ '--list-columns': template } as CSSProperties}
    >
      {!isNarrow && <ListHead columns={columns} search={search} rows={rows} onSearch={onSearch} />}
      <div role="rowgroup" className={classes['rows']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]
          if (line === undefined) return null
          const slot = index % SLOTS
          if (isHead(line))
            return <GroupHead key={`group/${slot}`} line={line} group={group} top={start} height={height} />
          return (
            <TicketRow
              key={slot}
              ticket={line}
              kit={kit}
              rowIndex={index + 2}
              top={start}
              height={height}
              isNarrow={isNarrow}
              isAtCursor={line.id === (isNarrow ? openId : cursor)}
              isWaiting={waiting.has(line.id)}
              columns={columns}
              onOpen={onOpen}
            />
          )
        })}
      </div>
      {end !== undefined && <ListEnd>{end}</ListEnd>}
    </div>
  )
}

/** A grid holds rows alone, so what stands at its end is one. */
function ListEnd({ children }: { readonly children: ReactNode }) {
  return (
    <div role="rowgroup">
      <div role="row">
        <div role="gridcell">{children}</div>
      </div>
    </div>
  )
}

/** Another order is read from its beginning. */
function useTopOnNewOrder({ sort }: ListSearch, scroller: RefObject<HTMLDivElement | null>): void {
  const shown = useRef(sort)
  useLayoutEffect(() => {
    if (shown.current === sort) return
    shown.current = sort
    scroller.current?.scrollTo({ top: 0 })
  }, [sort, scroller])
}

function indexOf(lines: readonly ListLine[], id: Id): number {
  return lines.findIndex((line) => !isHead(line) && line.id === id)
}

/** The window over the lines; asks for more of them near the end. */
function useLines(
  lines: readonly ListLine[],
  scroller: RefObject<HTMLDivElement | null>,
  isNarrow: boolean,
  loadMore: () => void,
) {
  const density = usePreferences((state) => state.density)
  const height = (isNarrow ? NARROW_ROW : ROW)[density]
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer is read anew on every render
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
  })
  const measured = useRef(height)
  useEffect(() => {
    if (measured.current === height) return
    measured.current = height
    virtual.measure()
  }, [virtual, height])
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (last > lines.length - NEAR_END) loadMore()
  }, [last, lines.length, loadMore])
  return { virtual, height }
}

/** Ids of tickets with changes in the outbox, their messages included. */
function useWaitingTickets(): ReadonlySet<Id> {
  const outbox = useOutbox()
  return useMemo(
    () => new Set(outbox.flatMap(({ docId, patch }) => [docId, String(patch['ticketId'] ?? '')])),
    [outbox],
  )
}

function useCursor(rows: readonly ListTicket[], reveal: (id: Id) => void) {
  const { show, moveTo } = useListCursor.getState()
  useEffect(() => show(rows), [rows, show])
  useEffect(() => {
    const { at, order } = useListCursor.getState()
    if (at !== '' && order().indexOf(at) > 0) reveal(at)
    // Only when the list appears: later moves reveal their row themselves.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return (steps: number) => {
    const { at, order } = useListCursor.getState()
    const next = neighbour(order(), at, steps)
    if (next === undefined) return
    moveTo(next)
    reveal(next)
  }
}

function useListKeys(move: (steps: number) => void, onOpen: (id: Id) => void, enabled: boolean): void {
  useShortcuts(
    {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      PageDown: () => move(15),
      PageUp: () => move(-15),
      Home: () => move(-Infinity),
      End: () => move(Infinity),
      x: () => {
        const { at, order } = useListCursor.getState()
        if (order().includes(at)) useSelection.getState().toggle(at)
      },
      'mod+a': () => useSelection.getState().take(useListCursor.getState().order()),
      Escape: () => useSelection.getState().clear(),
      Enter: (event) => {
        const { at, order } = useListCursor.getState()
        const isElsewhere = event.target instanceof HTMLElement && event.target.closest('button, a') !== null
        if (isElsewhere) (event.target as HTMLElement).click()
        else if (order().includes(at)) onOpen(at)
      },
    },
    enabled,
  )
}
