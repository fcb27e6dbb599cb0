import { useState, type KeyboardEvent, type PointerEvent } from 'react'

/** Where a row is being dragged: it would land at `to` among the others. */
export interface Dragging {
  readonly id: string
  readonly to: number
}

/** A list whose rows are moved by a handle, by mouse, finger or Alt with an arrow. */
export interface Sortable {
  /** Undefined while nothing is dragged. */
  readonly dragging: Dragging | undefined
  /** For the element one drags a row by. */
  handle(id: string): {
    readonly onPointerDown: (event: PointerEvent) => void
    readonly onPointerMove: (event: PointerEvent) => void
    readonly onPointerUp: () => void
    readonly onPointerCancel: () => void
  }
  /** Moves the row with Alt+↑ and Alt+↓; true when the key was one of these. */
  moveByKey(id: string, event: KeyboardEvent): boolean
}

/** For the list element; its children are the rows, in order. */
type ListRef = (element: HTMLUListElement | null) => void

/** Orders `ids`; `onMove` says at which index a row shall stand, 0 being the first. */
export function useSortable(
  ids: readonly string[],
  onMove: (id: string, to: number) => void,
): readonly [ListRef, Sortable] {
  const [list, setList] = useState<HTMLUListElement | null>(null)
  const [dragging, setDragging] = useState<Dragging>()
  const indexAt = (id: string, y: number) => {
    const rows = [...(list?.children ?? [])].filter((_row, index) => ids[index] !== id)
    return rows.filter((row) => middleOf(row) < y).length
  }
  const moveTo = (id: string, to: number) => {
    if (to >= 0 && to < ids.length && to !== ids.indexOf(id)) onMove(id, to)
  }
  const sortable: Sortable = {
    dragging,
    handle: (id) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragging({ id, to: ids.indexOf(id) })
      },
      onPointerMove: (event) => {
        if (dragging?.id === id) setDragging({ id, to: indexAt(id, event.clientY) })
      },
      onPointerUp: () => {
        if (dragging?.id === id) moveTo(id, dragging.to)
        setDragging(undefined)
      },
      onPointerCancel: () => setDragging(undefined),
    }),
    moveByKey: (id, event) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return false
      event.preventDefault()
      moveTo(id, ids.indexOf(id) + (event.key === 'ArrowUp' ? -1 : 1))
      return true
    },
  }
  return [setList, sortable]
}

function middleOf(row: Element): number {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}

/** On which side of a row the dragged one would land, for a line there. */
export function dropSide(
  ids: readonly string[],
  dragging: Dragging | undefined,
  id: string,
): 'before' | 'after' | undefined {
  if (dragging === undefined || dragging.id === id) return undefined
  const others = ids.filter((each) => each !== dragging.id)
  if (ids.indexOf(dragging.id) === dragging.to) return undefined
  if (others[dragging.to] === id) return 'before'
  return dragging.to === others.length && others.at(-1) === id ? 'after' : undefined
}
