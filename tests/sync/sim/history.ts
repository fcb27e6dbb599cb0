import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { isInReach, type Reach } from '#shared/policy/scope.ts'
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
  /** Mutations that ever waited for what they hang on, in this history or in one that a restore ended. */
  readonly parked: Set<string>
}

/** A history in which nothing happened. */
export function newHistory(pos: number): History {
  return { versions: [], judged: new Map(), latest: new Map(), pos, promised: 0, late: [], parked: new Set() }
}

/** The history as far as a backup holds it, and what is known of every one. */
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

/** True when a document, where it lies now, is in reach. */
export function liesIn(history: History, reach: Reach, collection: string, id: Id): boolean {
  const version = history.latest.get(`${collection}/${id}`)
  return version !== undefined && isInReach(reach, version.buckets)
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

/** What a transaction wrote and answered, in its order; an answer owns what was written for it. */
interface Written {
  readonly puts: (Omit<Version, 'pos' | 'cause'> & { cause: string })[]
  readonly answers: Omit<Judged, 'order' | 'versions'>[]
}

/** The store with a witness in it: what was committed is in the history, and nothing else is. */
export function witnessed(store: Store, history: () => History): Store {
  return {
    ...store,
    async transact(work) {
      let written: Written = { puts: [], answers: [] }
      const result = await store.transact((tx) => {
        written = { puts: [], answers: [] }
        return work(witnessedTx(tx, written))
      })
      commit(history(), written)
      return result
    },
  }
}

function witnessedTx(tx: StoreTx, { puts, answers }: Written): StoreTx {
  const own = (deviceId: Id, mutationId: Id, answer: MutationAnswer) => {
    for (const put of puts) if (put.cause === '') put.cause = mutationKey(deviceId, mutationId)
    answers.push({ deviceId, mutationId, answer })
  }
  return {
    ...tx,
    async put(write) {
      await tx.put(write)
      const { collection, doc, buckets, prevBuckets } = write
      puts.push({ collection, doc, buckets, prevBuckets, cause: '' })
    },
    async recordAnswer(deviceId, mutationId, answer, at) {
      await tx.recordAnswer(deviceId, mutationId, answer, at)
      own(deviceId, mutationId, answer)
    },
    async replaceAnswer(deviceId, mutationId, answer) {
      await tx.replaceAnswer(deviceId, mutationId, answer)
      own(deviceId, mutationId, answer)
    },
  }
}

function commit(history: History, { puts, answers }: Written): void {
  const versions = puts.map((each): Version => ({ ...each, pos: ++history.pos }))
  for (const version of versions) {
    if (version.pos <= history.promised) {
      history.late.push(`${version.collection}/${version.doc.id} at ${version.pos} after ${history.promised}`)
    }
    history.versions.push(version)
    history.latest.set(`${version.collection}/${version.doc.id}`, version)
  }
  for (const answer of answers) {
    const key = mutationKey(answer.deviceId, answer.mutationId)
    if (answer.answer.status === 'parked') history.parked.add(key)
    const order = history.judged.get(key)?.order ?? history.judged.size
    history.judged.set(key, { ...answer, order, versions: versions.filter(({ cause }) => cause === key) })
  }
}
