import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { oneOf } from '#shared/kernel/fields.ts'
import { Id, type NewId } from '#shared/kernel/ids.ts'
import { DOINGS } from '#shared/presence/schema.ts'
import type { Store } from '../store/store.ts'
import { createAttendees, type Attendee } from './attendees.ts'
import { createBoard } from './board.ts'

/** Who else has a ticket open. Nothing is stored; processes tell each other by signals. */
export interface Presence {
  /** Keeps the attendee on the ticket and tells them of the others until the connection or its time ends. */
  attend(attendee: Attendee): void
  /** Ends the connections of a device that may not listen any more. */
  closeDevice(deviceId: Id): void
  /** Ends every connection and all timers. */
  stop(): void
}

/** Times in milliseconds. `leaseMs`: how long a connection lasts before its console opens the next. */
export interface PresenceOptions {
  readonly store: Pick<Store, 'signal' | 'onSignal'>
  readonly newId: NewId
  readonly leaseMs?: number
  readonly graceMs?: number
}

/** A console that vanished is forgotten after this; short enough for any proxy to wait. */
const LEASE_MS = 40_000
/** A seat outlives its connection by this, so that the next connection of a console takes its place unseen. */
const GRACE_MS = 4000
/** News within this time become one. */
const GATHER_MS = 50
const SWEEP_MS = 1000
const MOST_SEATS = 20_000
const MOST_PER_DEVICE = 8

/** What processes tell each other: a seat, and for how long it counts from now on. */
const SeatSignal = Type.Object({
  present: Type.Object({ id: Id, ticketId: Id, personId: Id, doing: oneOf(DOINGS) }),
  forMs: Type.Integer({ minimum: 0 }),
})
type SeatSignal = Static<typeof SeatSignal>

/** Starts listening to the other processes. */
export function createPresence(options: PresenceOptions): Presence {
  const { store, newId, leaseMs = LEASE_MS, graceMs = GRACE_MS } = options
  const board = createBoard(MOST_SEATS)
  const attendees = createAttendees(board.on)
  const news = gather(GATHER_MS, attendees.tell)
  const stopHearing = store.onSignal((text) => {
    const signal = readSignal(text)
    if (!signal) return
    const { present, forMs } = signal
    const until = Date.now() + Math.min(forMs, leaseMs + graceMs)
    if (board.put({ ...present, until })) news.add(present.ticketId)
  })
  const sweeping = setInterval(() => board.expire(Date.now()).forEach(news.add), SWEEP_MS)
  sweeping.unref()
  const say = (signal: SeatSignal) => store.signal(JSON.stringify(signal))
  const ofDevice = (id: Id) => attendees.all().filter(({ deviceId }) => deviceId === id)

  return {
    attend(attendee) {
      const { response, ticketId, personId, deviceId, doing } = attendee
      if (response.destroyed) return
      const own = ofDevice(deviceId)
      if (own.length >= MOST_PER_DEVICE) own[0]?.response.end()
      const present = { id: newId(), ticketId, personId, doing }
      say({ present, forMs: leaseMs + graceMs })
      const lease = setTimeout(() => response.end(), leaseMs)
      response.on('error', () => response.destroy())
      response.once('close', () => {
        clearTimeout(lease)
        attendees.remove(attendee)
        say({ present, forMs: graceMs })
      })
      attendees.add(attendee)
    },
    closeDevice(deviceId) {
      for (const { response } of ofDevice(deviceId)) response.end()
    },
    stop() {
      stopHearing()
      clearInterval(sweeping)
      news.stop()
      for (const { response } of attendees.all()) response.end()
    },
  }
}

/** Tells of each name once, a while after the first. */
function gather(ms: number, tell: (name: string) => void) {
  const names = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const tellAll = () => {
    timer = undefined
    const told = [...names]
    names.clear()
    told.forEach(tell)
  }
  return {
    add(name: string) {
      names.add(name)
      timer ??= setTimeout(tellAll, ms)
    },
    stop: () => clearTimeout(timer),
  }
}

function readSignal(text: string): SeatSignal | undefined {
  try {
    const signal: unknown = JSON.parse(text)
    return Value.Check(SeatSignal, signal) ? signal : undefined
  } catch {
    return undefined
  }
}
