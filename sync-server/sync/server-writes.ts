import type { Actor } from '#shared/kernel/actor.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import { specOf } from '#shared/collections.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, type Refusal, type Result } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { StoreTx } from '../store/store.ts'
import { applyWrite } from './apply.ts'
import type { ServerWrite } from './hooks.ts'
import { untilStored } from './push.ts'
import { roadOf, type SyncParts } from './road.ts'
import { complete } from './stored.ts'

/** The ledger's name for the server among the devices. */
const SERVER = 'server'

type Ref = readonly [CollectionName, Id]

/** Ends the transaction of writes of which one was refused. */
class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.name = 'Refused'
    this.refusal = refusal
  }
}

/** Writes of the server in one transaction, once per cause: a second call returns the documents of the first. */
export async function writeAll(
  parts: SyncParts,
  actor: Actor,
  cause: Id,
  writes: readonly ServerWrite[],
  at: Instant,
): Promise<Result<readonly Doc[]>> {
  const scope = await untilStored(() => parts.scopes.of(parts.store, actor))
  const work = () =>
    parts.store.transact(async (tx) => {
      const known = await tx.ledgerAnswer(SERVER, cause)
      if (known) return readAll(tx, (known.doc?.['written'] ?? []) as readonly Ref[])
      const road = roadOf(parts, tx, { deviceId: SERVER, id: cause, actor, scope, at })
      for (const write of writes) {
        const applied = await applyWrite(road, { ...write, prev: {}, baseRev: 'current' })
        if (!applied.ok) throw new Refused(applied.refusal)
      }
      const written = writes.map(({ collection, docId }): Ref => [collection, docId])
      await tx.recordAnswer(
        SERVER,
        cause,
        { id: cause, status: 'accepted', rev: 0, doc: { written } },
        road.now,
      )
      return readAll(tx, written)
    })
  try {
    return accept(await untilStored(work))
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    throw error
  }
}

async function readAll(tx: StoreTx, refs: readonly Ref[]): Promise<Doc[]> {
  const docs: Doc[] = []
  for (const [collection, id] of refs) {
    const stored = await tx.doc(collection, id)
    if (stored) docs.push(complete(specOf(collection), stored.doc))
  }
  return docs
}
