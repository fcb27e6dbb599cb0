import Type from 'typebox'
import { Value } from 'typebox/value'
import { firstValueFrom } from 'rxjs'
import { Id } from '#shared/kernel/ids.ts'
import { useLocalValue, useReplica } from '#renderer/replica/react.tsx'

const Packed = Type.Array(Id)
const KEY = 'packed'
/** Older ticks belong to days that are over. */
const MOST_KEPT = 500

/** What was put into the bag, on this device alone. */
export interface PackedActs {
  has(id: Id): boolean
  toggle(id: Id): void
}

/** The ticks of the list of what to bring; they survive a restart. */
export function usePacked(): PackedActs {
  const { local } = useReplica()
  const packed = readPacked(useLocalValue(KEY))
  const change = async (id: Id) => {
    const kept = readPacked(await firstValueFrom(local.watch(KEY)))
    const next = kept.includes(id) ? kept.filter((each) => each !== id) : [...kept, id].slice(-MOST_KEPT)
    await local.keep(KEY, next)
  }
  return { has: (id) => packed.includes(id), toggle: (id) => void change(id) }
}

function readPacked(kept: unknown): readonly Id[] {
  return Value.Check(Packed, kept) ? kept : []
}
