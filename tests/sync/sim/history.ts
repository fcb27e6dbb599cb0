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

/** The store with a witness in it: what was committed is in the history, and nothing else is. */
export function witnessed(store: Store, history: () => History): Store {
  return {
    ...store,
    async transact(work) {
      let written: Omit<Version, 'pos' | 'cause'>[] = []
      let answers: Omit<Judged, 'order' | 'versions'>[] = []
      const result = await store.transact((tx) => {
        written = []
        answers = []
        return work(witnessedTx(tx, written, answers))
      })
      commit(history(), written, answers)
      return result
    },
  }
}

function witnessedTx(
  tx: StoreTx,
  written: Omit<Version, 'pos' | 'cause'>[],
  answers: Omit<Judged, 'order' | 'versions'>[],
): StoreTx {
  return {
    ...tx,
    async put(write) {
      await tx.put(write)
      const { collection, doc, buckets, prevBuckets } = write
      written.push({ collection, doc, buckets, prevBuckets })
    },
    async recordAnswer(deviceId, mutationId, answer, at) {
      await tx.recordAnswer(deviceId, mutationId, answer, at)
      answers.push({ deviceId, mutationId, answer })
    },
    async replaceAnswer(deviceId, mutationId, answer) {
      await tx.replaceAnswer(deviceId, mutationId, answer)
      answers.push({ deviceId, mutationId, answer })
    },
  }
}

function commit(
  history: History,
  written: readonly Omit<Version, 'pos' | 'cause'>[],
  answers: readonly Omit<Judged, 'order' | 'versions'>[],
): void {
  const cause = answers[0] ? mutationKey(answers[0].deviceId, answers[0].mutationId) : ''
  const versions = written.map((each): Version => ({ ...each, pos: ++history.pos, cause }))
  for (const version of versions) {
    if (version.pos <= history.promised) {
      history.late.push(`${version.collection}/${version.doc.id} at ${version.pos} after ${history.promised}`)
    }
    history.versions.push(version)
    history.latest.set(`${version.collection}/${version.doc.id}`, version)
  }
  for (const answer of answers) {
    const key = mutationKey(answer.deviceId, answer.mutationId)
    const order = history.judged.get(key)?.order ?? history.judged.size
    history.judged.set(key, { ...answer, order, versions })
  }
}
