import type { Id } from '#shared/kernel/ids.ts'
import type { LocalDoc } from '#renderer/replica/replica.ts'
import { SORTS, type TicketSort } from '../filters.ts'
import { compareBy } from '../list-order.ts'
import type { PersonRank } from '../person-rank.ts'
import { isSameInList, listTickets, type ListTicket } from './list-ticket.ts'
import { resorted, type TotalOrder } from './sorted.ts'

/** What the last change took out and put in; `isWhole` when anything may stand elsewhere now. */
export interface RosterChange {
  /** Rises by one with each change. */
  readonly version: number
  readonly before: readonly ListTicket[]
  readonly after: readonly ListTicket[]
  readonly isWhole: boolean
}

/**
 * Every ticket on the device, as far as lists know them, held in memory in each order a list offers. So filtering,
 * sorting and counting a hundred thousand of them takes milliseconds, which no index of the replica would do.
 */
export interface Roster {
  /** False until every ticket on the device was read. */
  readonly isComplete: boolean
  readonly last: RosterChange
  /** All in an order, none deleted. Changes in place: do not keep it. */
  inOrder(sort: TicketSort): readonly ListTicket[]
  subscribe(this: void, onChange: () => void): () => void
  /** Takes in tickets as they are now, each once, and lets go of others. */
  put(tickets: readonly LocalDoc<'tickets'>[], gone?: readonly Id[]): void
  /** Everything on the device was read. */
  complete(): void
  /** People are called otherwise: what stands by their names is ordered anew. */
  rename(rank: PersonRank): void
}

const BY_PERSON: readonly TicketSort[] = ['requester', 'assignee']

/** A roster without tickets; `rank` says where people stand by name. */
export function createRoster(rank: PersonRank): Roster {
  const cut = listTickets()
  const byId = new Map<Id, ListTicket>()
  const listeners = new Set<() => void>()
  const orders = new Map(
    SORTS.map((sort) => [sort, { by: totalOrder(sort, rank), rows: [] as ListTicket[] }]),
  )
  let isComplete = false
  let last: RosterChange = { version: 0, before: [], after: [], isWhole: false }
  const tell = (change: Omit<RosterChange, 'version'>) => {
    last = { ...change, version: last.version + 1 }
    for (const listener of listeners) listener()
  }
  return {
    get isComplete() {
      return isComplete
    },
    get last() {
      return last
    },
    inOrder: (sort) => orders.get(sort)?.rows ?? [],
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    put(tickets, gone = []) {
      const { before, after } = exchanged(byId, tickets.map(cut), gone)
      if (before.length + after.length === 0) return
      for (const order of orders.values()) order.rows = resorted(order.rows, before, after, order.by)
      tell({ before, after, isWhole: false })
    },
    complete() {
      isComplete = true
      tell({ before: [], after: [], isWhole: true })
    },
    rename(next) {
      for (const sort of BY_PERSON) {
        const by = totalOrder(sort, next)
        orders.set(sort, { by, rows: [...byId.values()].sort(by) })
      }
      tell({ before: [], after: [], isWhole: true })
    },
  }
}

function totalOrder(sort: TicketSort, rank: PersonRank): TotalOrder<ListTicket> {
  const by = compareBy(sort, rank)
  return (a, b) => by(a, b) || a.updatedDesc - b.updatedDesc || (a.id < b.id ? -1 : Number(a.id > b.id))
}

/** Puts tickets into the map, and says what that took out and put in. */
function exchanged(byId: Map<Id, ListTicket>, tickets: readonly ListTicket[], gone: readonly Id[]) {
  const before: ListTicket[] = []
  const after: ListTicket[] = []
  const leave = (known: ListTicket | undefined) => {
    if (known === undefined) return
    before.push(known)
    byId.delete(known.id)
  }
  for (const ticket of tickets) {
    const known = byId.get(ticket.id)
    if (known !== undefined && isSameInList(known, ticket)) continue
    leave(known)
    if (ticket.deletedAt !== '') continue
    byId.set(ticket.id, ticket)
    after.push(ticket)
  }
  for (const id of gone) leave(byId.get(id))
  return { before, after }
}
