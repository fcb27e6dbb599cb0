import type { Id } from '#shared/kernel/ids.ts'
import type { Doing, Present } from '#shared/presence/schema.ts'

/** One open connection somewhere: who looks at which ticket, and until when that counts, in milliseconds since 1970. */
export interface Seat {
  readonly id: Id
  readonly ticketId: Id
  readonly personId: Id
  readonly doing: Doing
  readonly until: number
}

/** Who has which ticket open, in every process of the desk, as far as this one has heard. */
export interface Board {
  /** Notes a seat or its new end. Answers false when there is no room for it. */
  put(seat: Seat): boolean
  /** Takes away what is over; answers the tickets this was about. */
  expire(now: number): ReadonlySet<Id>
  /** Everybody on a ticket once, in the order of their ids; answering counts more than viewing. */
  on(ticketId: Id): readonly Present[]
  size(): number
}

/** An empty board with room for so many seats. */
export function createBoard(room: number): Board {
  const tickets = new Map<Id, Map<Id, Seat>>()
  let count = 0
  return {
    put(seat) {
      const seats = tickets.get(seat.ticketId) ?? new Map<Id, Seat>()
      if (!seats.has(seat.id)) {
        if (count >= room) return false
        count += 1
      }
      tickets.set(seat.ticketId, seats.set(seat.id, seat))
      return true
    },
    expire(now) {
      const touched = new Set<Id>()
      for (const [ticketId, seats] of tickets) {
        for (const seat of seats.values()) {
          if (seat.until > now) continue
          seats.delete(seat.id)
          count -= 1
          touched.add(ticketId)
        }
        if (seats.size === 0) tickets.delete(ticketId)
      }
      return touched
    },
    on(ticketId) {
      const people = new Map<Id, Doing>()
      for (const { personId, doing } of tickets.get(ticketId)?.values() ?? []) {
        if (people.get(personId) !== 'answering') people.set(personId, doing)
      }
      return [...people]
        .map(([personId, doing]) => ({ personId, doing }))
        .toSorted((a, b) => (a.personId < b.personId ? -1 : 1))
    },
    size: () => count,
  }
}
