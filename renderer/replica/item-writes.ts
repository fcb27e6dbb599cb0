import { useMemo } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { Item } from '#shared/items/schema.ts'
import type { NewItem } from '#shared/items/write-item.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Deed } from '#shared/kernel/deed.ts'
import type { NewId } from '#shared/kernel/ids.ts'
import type { Patch, PatchOf } from '#shared/kernel/patch.ts'
import type { Refusal, Result } from '#shared/kernel/result.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { useReplica } from './react.tsx'

/** Saves what the rules of a ticket's work decided; each answers `false` when it was refused. */
export interface ItemWrites {
  /** Who acts, now. */
  deed(): Deed
  readonly newId: NewId
  create(decided: Result<NewItem>): boolean
  change(item: Pick<Item, 'id'>, decided: Result<PatchOf<Item>>): boolean
}

/** The writes of one person; refusals go to `onRefused`. */
export function useItemWrites(actor: Actor, onRefused: (refusal: Refusal) => void): ItemWrites {
  const replica = useReplica()
  return useMemo(() => {
    const save = (op: 'create' | 'change', docId: string, patch: PatchOf<Item>) => {
      void replica.write([{ collection: 'items', docId, op, patch: patch as Patch }])
      return true
    }
    const told = (refusal: Refusal) => {
      onRefused(refusal)
      return false
    }
    return {
      deed: () => ({ actor, now: systemClock() }),
      newId: uuidv7,
      create: (decided) =>
        decided.ok ? save('create', decided.value.docId, decided.value.patch) : told(decided.refusal),
      change: (item, decided) =>
        decided.ok ? save('change', item.id, decided.value) : told(decided.refusal),
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- onRefused only depends on the language
  }, [replica, actor])
}
