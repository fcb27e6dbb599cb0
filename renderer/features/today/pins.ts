import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { firstValueFrom } from 'rxjs'
import { Id } from '#shared/kernel/ids.ts'
import { useLocalValue, useReplica } from '#renderer/replica/react.tsx'

/** What somebody takes along on this device: whole sites, and single tickets. */
const Pins = Type.Object({ sites: Type.Array(Id), tickets: Type.Array(Id) })
export type Pins = Static<typeof Pins>

const KEY = 'take-along'
const NONE: Pins = { sites: [], tickets: [] }

/** What is taken along, and taking it or leaving it. */
export interface PinActs {
  readonly pins: Pins
  toggle(what: keyof Pins, id: Id): void
}

/** The pins of this person on this device; they stay until they are taken away. */
export function usePins(): PinActs {
  const { local, files } = useReplica()
  const value = useLocalValue(KEY)
  const change = async (what: keyof Pins, id: Id) => {
    // What is on the disk decides, not what this window has heard of it yet.
    const kept = readPins(await firstValueFrom(local.watch(KEY)))
    const pins = withPin(kept, what, id)
    await local.keep(KEY, pins)
    if (pins.sites.length + pins.tickets.length === 0) await files.carry([])
  }
  return { pins: readPins(value), toggle: (what, id) => void change(what, id) }
}

function readPins(kept: unknown): Pins {
  return Value.Check(Pins, kept) ? kept : NONE
}

function withPin(pins: Pins, what: keyof Pins, id: Id): Pins {
  const has = pins[what].includes(id)
  return { ...pins, [what]: has ? pins[what].filter((each) => each !== id) : [...pins[what], id] }
}
