import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { useOutbox } from '#renderer/replica/react.tsx'
import { usePreferences } from '#renderer/ui/preferences.ts'
import { useShortcuts } from '#renderer/ui/shortcuts.ts'
import { neighbour, useListCursor } from './list-cursor.ts'
import type { TicketRowDoc } from './list-query.ts'
import { ListHead, TicketRow } from './ticket-row.tsx'
import type { TicketList as Rows } from './use-ticket-list.ts'
import classes from './ticket-list.module.css'

const ROW = { compact: 32, comfortable: 40 } as const
const NARROW_ROW = { compact: 50, comfortable: 58 } as const
/** A page is asked for when so few rows are left below. */
const NEAR_END = 60

interface TicketListProps {
  readonly label: string
  readonly list: Rows & { readonly rows: readonly TicketRowDoc[] }
  readonly onOpen: (id: Id) => void
  /** Two lines in each row, for the place beside a ticket. */
  readonly isNarrow?: boolean
  /** The ticket that is open beside the list. */
  readonly openId?: Id
}

/** The list: only the rows in sight exist; J, K, arrows and Enter work as everywhere. */
export function TicketList({ label, list, onOpen, isNarrow = false, openId = '' }: TicketListProps) {
  const { rows, total } = list
  const scroller = useRef<HTMLDivElement>(null)
  const density = usePreferences((state) => state.density)
  const cursor = useListCursor((state) => state.at)
  const waiting = useWaitingTickets()
  const height = (isNarrow ? NARROW_ROW : ROW)[density]
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer is read anew on every render
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  })
  useEffect(() => virtual.measure(), [virtual, height])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last > rows.length - NEAR_END) list.loadMore()
  }, [last, rows.length, list])
  const move = useCursor(rows, (index) => virtual.scrollToIndex(index, { align: 'auto' }))
  useListKeys(move, onOpen, !isNarrow)
  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={Math.max(total, rows.length) + 1}
      aria-activedescendant={cursor === '' ? undefined : `ticket-row-${cursor}`}
      data-narrow={isNarrow || undefined}
    >
      {!isNarrow && <ListHead />}
      <div role="rowgroup" className={classes['rows']} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const ticket = rows[index]
          return (
            ticket && (
              <TicketRow
                key={key}
                ticket={ticket}
                rowIndex={index + 2}
                top={start}
                height={height}
                isNarrow={isNarrow}
                isAtCursor={ticket.id === (isNarrow ? openId : cursor)}
                isWaiting={waiting.has(ticket.id)}
                onOpen={onOpen}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

/** Ids of tickets with changes in the outbox, their messages included. */
function useWaitingTickets(): ReadonlySet<Id> {
  const outbox = useOutbox()
  return useMemo(
    () => new Set(outbox.flatMap(({ docId, patch }) => [docId, String(patch['ticketId'] ?? '')])),
    [outbox],
  )
}

function useCursor(rows: readonly TicketRowDoc[], reveal: (index: number) => void) {
  const { show, moveTo } = useListCursor.getState()
  const order = useMemo(() => rows.map((row) => row.id), [rows])
  useEffect(() => show(order), [order, show])
  useEffect(() => {
    const index = order.indexOf(useListCursor.getState().at)
    if (index > 0) reveal(index)
    // Only when the list appears: later moves reveal their row themselves.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return (steps: number) => {
    const next = neighbour(order, useListCursor.getState().at, steps)
    if (next === undefined) return
    moveTo(next)
    reveal(order.indexOf(next))
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
      Enter: (event) => {
        const { at, order } = useListCursor.getState()
        const isElsewhere = event.target instanceof HTMLElement && event.target.closest('button, a') !== null
        if (isElsewhere) (event.target as HTMLElement).click()
        else if (order.includes(at)) onOpen(at)
      },
    },
    enabled,
  )
}
