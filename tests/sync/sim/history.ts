import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { MutationAnswer } from '#shared/protocol/wire.ts'
import type { Store, StoreTx } from '#sync-server/store/store.ts'
import { isVisible } from '#sync-server/sync/scope.ts'

/** One committed version of a document. */
export interface Version {
  readonly pos: number
  readonly collection: CollectionName
  readonly doc: Doc
  readonly buckets: readonly string[]
  readonly prevBuckets: readonly string[]
  /** The mutation whose transaction wrote it: `device/mutation`. */
  readonly cause: string
}

/** One mutation that was answered, with everything its transaction wrote. */
export interface Judged {
  readonly deviceId: Id
  readonly mutationId: Id
  readonly answer: MutationAnswer
  readonly order: number
  readonly versions: readonly Version[]
}

/** What the database went through, seen from below everything that is tested: the witness of the simulation. */
export interface History {
  versions: Version[]
  judged: Map<string, Judged>
  /** The last version of each document by `collection/id`. */
  latest: Map<string, Version>
  pos: number
  /** The highest position up to which somebody was told that there is no more. */
  promised: number
  /** Positions that appeared below one that was promised. */
  late: string[]
}

/** A history in which nothing happened. */
export function newHistory(pos: number): History {
  return { versions: [], judged: new Map(), latest: new Map(), pos, promised: 0, late: [] }
}

/** The history as far as a backup holds it. */
export function copyOf(history: History): History {
  return {
    ...history,
    versions: [...history.versions],
    judged: new Map(history.judged),
    latest: new Map(history.latest),
    late: [...history.late],
  }
}

/** Key of a mutation in the history. */
export function mutationKey(deviceId: Id, mutationId: Id): string {
  return `${deviceId}/${mutationId}`
}

/** True when one of the buckets a document lies in now is in the scope. */
export function liesIn(history: History, scope: readonly string[], collection: string, id: Id): boolean {
  const version = history.latest.get(`${collection}/${id}`)
  return version !== undefined && isVisible(scope, version.buckets)
}

/** True when a document lay in one of the buckets at some moment since a position. */
export function layIn(
  history: History,
  since: number,
  scope: readonly string[],
  collection: string,
  id: Id,
): boolean {
  const chain = history.versions.filter((each) => each.collection === collection && each.doc.id === id)
  const first = chain.findLastIndex(({ pos }) => pos <= since)
  return chain.slice(Math.max(0, first)).some(({ buckets }) => isVisible(scope, buckets))
}

/** The store with a witness in it: what was committed is in the history, and nothing else is. */
export function witnessed(store: Store, history: () => History): Store {
  return {
    ...store,
    async transact(work) {
      let seen: Seen = { written: [], answered: [] }
      const result = await store.transact((tx) => {
        seen = { written: [], answered: [] }
        return work(witnessedTx(tx, seen))
      })
      for (const { written, answer } of seen.answered) commit(history(), written, answer)
      commit(history(), seen.written)
      return result
    },
  }
}

type Written = Omit<Version, 'pos' | 'cause'>
type Answered = Omit<Judged, 'order' | 'versions'>

/** What one transaction does: each answer with what was written for it, and what was written since. */
interface Seen {
  readonly written: Written[]
  readonly answered: { readonly written: readonly Written[]; readonly answer: Answered }[]
}

function witnessedTx(tx: StoreTx, { written, answered }: Seen): StoreTx {
  return {
    ...tx,
    async put(write) {
      await tx.put(write)
      const { collection, doc, buckets, prevBuckets } = write
      written.push({ collection, doc, buckets, prevBuckets })
    },
    async recordAnswer(deviceId, mutationId, answer, at) {
      await tx.recordAnswer(deviceId, mutationId, answer, at)
      answered.push({ written: written.splice(0), answer: { deviceId, mutationId, answer } })
    },
    async replaceAnswer(deviceId, mutationId, answer) {
      await tx.replaceAnswer(deviceId, mutationId, answer)
      answered.push({ written: written.splice(0), answer: { deviceId, mutationId, answer } })
    },
  }
}

function commit(history: History, written: readonly Written[], answer?: Answered): void {
  const cause = answer ? mutationKey(answer.deviceId, answer.mutationId) : ''
  const versions = written.map((each): Version => ({ ...each, pos: ++history.pos, cause }))
  for (const version of versions) {
    if (version.pos <= history.promised) {
      history.late.push(`${version.collection}/${version.doc.id} at ${version.pos} after ${history.promised}`)
    }
    history.versions.push(version)
    history.latest.set(`${version.collection}/${version.doc.id}`, version)
  }
  if (!answer) return
  const order = history.judged.get(cause)?.order ?? history.judged.size
  history.judged.set(cause, { ...answer, order, versions })
}
