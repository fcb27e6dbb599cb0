import type { ServerResponse } from 'node:http'
import type { Id } from '#shared/kernel/ids.ts'
import type { Doing, Present, PresentOthers } from '#shared/presence/schema.ts'

/** A console that has a ticket open, as long as its connection lasts. */
export interface Attendee {
  /** Its head is already written. */
  readonly response: ServerResponse
  readonly ticketId: Id
  readonly personId: Id
  readonly deviceId: Id
  readonly doing: Doing
  /**
   * Asked before every word: those of these people whom the attendee may see now, undefined when they may not know of
   * the ticket any more.
   */
  readonly visible: (personIds: readonly Id[]) => Promise<ReadonlySet<Id> | undefined>
}

/** The connections of this process. */
export interface Attendees {
  /** Tells the attendee of the others at once. */
  add(attendee: Attendee): void
  remove(attendee: Attendee): void
  /** Tells everybody on a ticket who else is there, where that is news to them. */
  tell(ticketId: Id): void
  all(): readonly Attendee[]
}

interface Member {
  readonly attendee: Attendee
  /** The last event it was sent. */
  told: string
  isTelling: boolean
  isAgain: boolean
}

/** As many people as anybody is told of. */
const MOST_TOLD = 50

/** Nobody yet; `on` knows who is on a ticket. */
export function createAttendees(on: (ticketId: Id) => readonly Present[]): Attendees {
  const tickets = new Map<Id, Map<Attendee, Member>>()
  const tell = async (member: Member): Promise<void> => {
    member.isAgain = member.isTelling
    if (member.isTelling) return
    member.isTelling = true
    do {
      member.isAgain = false
      // oxlint-disable-next-line no-await-in-loop -- one look after another is the point
      await look(member, on(member.attendee.ticketId))
    } while (member.isAgain)
    member.isTelling = false
  }
  return {
    add(attendee) {
      const member = { attendee, told: '', isTelling: false, isAgain: false }
      const together = tickets.get(attendee.ticketId) ?? new Map<Attendee, Member>()
      tickets.set(attendee.ticketId, together.set(attendee, member))
      void tell(member)
    },
    remove(attendee) {
      const together = tickets.get(attendee.ticketId)
      together?.delete(attendee)
      if (together?.size === 0) tickets.delete(attendee.ticketId)
    },
    tell(ticketId) {
      for (const member of tickets.get(ticketId)?.values() ?? []) void tell(member)
    },
    all: () => [...tickets.values()].flatMap((together) => [...together.keys()]),
  }
}

/** Tells a console who else is on its ticket, where that is news; ends it where it may not know any more. */
async function look(member: Member, everybody: readonly Present[]): Promise<void> {
  const { response, personId, visible } = member.attendee
  const others = everybody.filter((each) => each.personId !== personId)
  // A database that does not answer is no reason to end a connection, and none to tell anything.
  const seen = await visible(others.map((each) => each.personId)).catch(() => 'unknown' as const)
  if (seen === 'unknown' || response.writableEnded || response.destroyed) return
  if (seen === undefined) {
    response.end()
    return
  }
  const known: PresentOthers = {
    others: others.filter((each) => seen.has(each.personId)).slice(0, MOST_TOLD),
  }
  const event = `event: present\ndata: ${JSON.stringify(known)}\n\n`
  if (event === member.told) return
  member.told = event
  if (response.writableNeedDrain) response.destroy()
  else response.write(event)
}
