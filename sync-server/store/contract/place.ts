import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { DocWrite, Store, StoreTx } from '../store.ts'

/** A database of one test: empty at first, opened by as many processes as the store allows. */
export interface StorePlace {
  /** Opens it as one more process. */
  open(): Promise<Store>
  /** Closes every opened store and removes the database. */
  destroy(): Promise<void>
}

/** What a group of the contract works on: fresh for each test. */
export interface Subject {
  /** The store of the first process. */
  store(): Store
  /** One store per process, the first included: two where several processes share a database. */
  stores(): readonly Store[]
  place(): StorePlace
}

export const noon = '2026-11-20T12:00:00.000Z'

/** The instant some minutes after noon (before when negative). */
export const noonAnd = (minutes: number) => new Date(Date.parse(noon) + minutes * 60_000).toISOString()

interface WriteParts {
  readonly collection?: CollectionName
  readonly id?: Id
  readonly rev?: number
  readonly title?: string
  readonly buckets?: readonly string[]
  readonly prevBuckets?: readonly string[]
  readonly lookups?: DocWrite['lookups']
}

/** A document to write, with only what the test is about. */
export function aWrite(parts: WriteParts = {}): DocWrite {
  const { collection = 'tickets', id = 'ticket-1', rev = 1, title = 'No network' } = parts
  return {
    collection,
    doc: { id, rev, deletedAt: '', title },
    stamps: { title: { rev, by: 'person-1', device: 'device-1', at: noon, roles: ['agent'] } },
    buckets: parts.buckets ?? ['org:a'],
    prevBuckets: parts.prevBuckets ?? [],
    lookups: parts.lookups ?? {},
    at: noon,
  }
}

/** Writes documents in one transaction and gives their changes positions. */
export async function save(store: Store, ...writes: readonly DocWrite[]): Promise<void> {
  await store.transact(async (tx: StoreTx) => {
    for (const write of writes) await tx.put(write)
  })
  await store.sequence()
}

/** Resolves when the store calls its listeners. */
export function activityOf(store: Store): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.onActivity(() => {
      stop()
      resolve()
    })
  })
}

/** A promise and the way to fulfil it, for tests that order what happens. */
export function aSignal(): { readonly given: Promise<void>; give(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { given: promise, give: resolve }
}
