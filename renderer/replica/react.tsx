import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { MangoQuery } from 'rxdb'
import type { Observable } from 'rxjs'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { HeldTickets } from './older-tickets.ts'
import type { LocalDoc, PendingMutation, Replica, SyncStatus } from './replica.ts'

const ReplicaContext = createContext<Replica | undefined>(undefined)

/** Gives the components below it the signed-in person's working copy. */
export function ReplicaProvider({
  replica,
  children,
}: {
  readonly replica: Replica
  readonly children: ReactNode
}) {
  return <ReplicaContext value={replica}>{children}</ReplicaContext>
}

/** The working copy. Throws outside a ReplicaProvider. */
export function useReplica(): Replica {
  const replica = useContext(ReplicaContext)
  if (!replica) throw new Error('useReplica needs a ReplicaProvider above it.')
  return replica
}

/** Documents of a live query; `loading` until its first answer. The query may be a new object each time. */
export function useDocs<N extends CollectionName>(
  name: N,
  query: MangoQuery<LocalDoc<N>>,
): { readonly docs: readonly LocalDoc<N>[]; readonly loading: boolean } {
  const replica = useReplica()
  const text = JSON.stringify(query)
  const source = useMemo(
    () => replica.find(name, JSON.parse(text) as MangoQuery<LocalDoc<N>>),
    [replica, name, text],
  )
  const docs = useLatest(source)
  return { docs: docs?.value ?? none, loading: docs === undefined }
}

/** One document; `doc` undefined while it loads and when there is none. */
export function useDoc<N extends CollectionName>(
  name: N,
  id: Id,
): { readonly doc: LocalDoc<N> | undefined; readonly loading: boolean } {
  const replica = useReplica()
  const doc = useLatest(useMemo(() => replica.doc(name, id), [replica, name, id]))
  return { doc: doc?.value, loading: doc === undefined }
}

/** How many documents a query finds; 0 while it loads. */
export function useCount<N extends CollectionName>(name: N, query: MangoQuery<LocalDoc<N>>): number {
  const replica = useReplica()
  const text = JSON.stringify(query)
  const source = useMemo(
    () => replica.count(name, JSON.parse(text) as MangoQuery<LocalDoc<N>>),
    [replica, name, text],
  )
  return useLatest(source)?.value ?? 0
}

/** A small thing of the person's own on this device; undefined where there is none, and until that is known. */
export function useLocalValue(key: string): unknown {
  const replica = useReplica()
  const latest = useLatest(useMemo(() => replica.local.watch(key), [replica, key]))
  return latest?.value
}

/** What the sync pill shows. */
export function useSyncStatus(): SyncStatus {
  return useLatest(useReplica().status)?.value ?? starting
}

/** How far back closed tickets lie on this device; undefined while that is read. */
export function useHeldTickets(): HeldTickets | undefined {
  return useLatest(useReplica().older.held)?.value
}

/** The saved acts that wait for the server, in order. */
export function useOutbox(): readonly PendingMutation[] {
  return useLatest(useReplica().outbox)?.value ?? none
}

const none: readonly never[] = []
const starting: SyncStatus = {
  phase: 'starting',
  lastSyncedAt: '',
  waiting: 0,
  needsYou: 0,
  filling: 0,
  error: '',
  unreadable: 0,
  clockOffset: 0,
  repaired: 0,
  repairedAt: '',
}

/** The last value of this source; undefined until it has one, and again when the source is another. */
export function useLatest<T>(source: Observable<T>): { readonly value: T } | undefined {
  const [latest, setLatest] = useState<{ readonly source: Observable<T>; readonly value: T }>()
  useEffect(() => {
    const subscription = source.subscribe((value) => setLatest({ source, value }))
    return () => subscription.unsubscribe()
  }, [source])
  return latest?.source === source ? latest : undefined
}
