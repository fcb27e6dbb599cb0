import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Id } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'
import { localNames } from '../replica/names.ts'

/** A copy that was on this device and is not any more. `waiting`: acts that were in it and had not been sent. */
const Loss = Type.Object({
  reason: Type.Union([Type.Literal('removed-by-browser'), Type.Literal('revoked')]),
  /** When the copy was last seen here, and when it was found to be gone. */
  lastSeenAt: Instant,
  foundAt: Instant,
  waiting: Type.Integer({ minimum: 0 }),
})
export type Loss = Static<typeof Loss>

const CopyMemory = Type.Object({
  /** How long the server has been silent; see protocol/lease.ts. */
  silence: Type.Object({ seenAt: Type.Number(), passed: Type.Number({ minimum: 0 }) }),
  waiting: Type.Integer({ minimum: 0 }),
  /** There until the person has read of it. */
  loss: Type.Optional(Loss),
})
export type CopyMemory = Static<typeof CopyMemory>

const CopyMemories = Type.Record(Type.String(), CopyMemory)
const KEY = 'satchel.copies'

/** Whose copy of which server. */
export interface CopyOwner {
  readonly serverUrl: string
  readonly personId: Id
}

/** What this device knows of the copies on it, outside of the place that browsers empty when space is short. */
export interface CopyMemoryStore {
  read(owner: CopyOwner): CopyMemory | undefined
  keep(owner: CopyOwner, memory: CopyMemory): void
  forget(owner: CopyOwner): void
}

/** Keeps it in the browser's storage; what cannot be read or written counts as never known. */
export function copyMemoryStore(storage: Storage): CopyMemoryStore {
  const all = (): Static<typeof CopyMemories> => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '{}')
      return Value.Check(CopyMemories, kept) ? kept : {}
    } catch {
      return {}
    }
  }
  const keepAll = (memories: Static<typeof CopyMemories>) => {
    try {
      storage.setItem(KEY, JSON.stringify(memories))
    } catch (error) {
      console.error(error)
    }
  }
  return {
    read: (owner) => all()[nameOf(owner)],
    keep: (owner, memory) => keepAll({ ...all(), [nameOf(owner)]: memory }),
    forget(owner) {
      const { [nameOf(owner)]: _forgotten, ...others } = all()
      keepAll(others)
    },
  }
}

function nameOf({ serverUrl, personId }: CopyOwner): string {
  return localNames(serverUrl, personId).prefix
}
