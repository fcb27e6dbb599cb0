import type { Id, NewId } from '#shared/kernel/ids.ts'
import type { MutationAnswer } from '#shared/protocol/wire.ts'
import type { NewEffect } from '../effect-store.ts'
import type { DocRef } from '../parked-store.ts'
import { DuplicateMutation, type StoredDoc, type StoreReads, type StoreTx } from '../store.ts'
import type { Queries } from './access.ts'
import { counterWrites, drawNumber } from './counters.ts'
import { documentWrites, lockDocuments, type PendingWrite } from './document-writes.ts'
import { documentKey, documentReads } from './documents.ts'
import { effectWrites } from './effects.ts'
import { answerWrites, readAnswers, replaceAnswer, type NewAnswer } from './ledger.ts'
import { parkedWrites } from './parked.ts'
import { runWrites } from './writes.ts'

/** A document as this transaction knows it. `held`: nobody else writes it before the transaction ends. */
interface Known {
  readonly stored: StoredDoc | undefined
  readonly held: boolean
}

/** What is to be written, in the order in which it was given. */
interface Pending {
  readonly documents: PendingWrite[]
  readonly answers: NewAnswer[]
  readonly effects: (NewEffect & { readonly id: Id })[]
  readonly counters: Map<string, number>
}

const nothing = (): Pending => ({ documents: [], answers: [], effects: [], counters: new Map() })

/**
 * Everything a caller may do in one transaction. What was read is remembered, and what is written is gathered until
 * the work ends or asks something that only the database can tell: many writes then cost a few statements.
 */
export async function runTransaction<T>(
  queries: Queries,
  newId: NewId,
  work: (tx: StoreTx) => Promise<T>,
): Promise<T> {
  let pending = nothing()
  let writing: Promise<void> = Promise.resolve()
  const write = (): Promise<void> => {
    const now = pending
    pending = nothing()
    return (writing = writing.then(() => writePending(queries, now)))
  }
  const result = await work(storeTx(queries, newId, () => pending, write))
  await write()
  return result
}

async function writePending(queries: Queries, pending: Pending): Promise<void> {
  await runWrites(queries, [
    ...answerWrites(queries, pending.answers),
    ...documentWrites(queries, pending.documents),
    ...effectWrites(queries, pending.effects),
    ...counterWrites(queries, pending.counters),
  ])
}

/** `write` brings what is pending into the database. */
function storeTx(
  queries: Queries,
  newId: NewId,
  pending: () => Pending,
  write: () => Promise<void>,
): StoreTx {
  const parked = parkedWrites(queries)
  const answers = new Map<string, MutationAnswer | undefined>()
  const counters = new Map<string, number>()
  const answerKey = (deviceId: Id, mutationId: Id) => `${deviceId}/${mutationId}`

  async function readLedger(deviceId: Id, mutationIds: readonly Id[]): Promise<void> {
    const unread = mutationIds.filter((id) => !answers.has(answerKey(deviceId, id)))
    if (unread.length === 0) return
    const found = await readAnswers(queries, deviceId, unread)
    for (const id of unread) answers.set(answerKey(deviceId, id), found.get(id))
  }

  const documents = documentsOf(queries, pending, write)
  return {
    ...documents,
    ...parked,
    async prepare({ deviceId, mutationIds, docs }) {
      await readLedger(deviceId, mutationIds)
      await documents.hold(docs)
    },
    async everIn(doc, buckets) {
      await write()
      return parked.everIn(doc, buckets)
    },
    async ledgerAnswer(deviceId, mutationId) {
      await readLedger(deviceId, [mutationId])
      return answers.get(answerKey(deviceId, mutationId))
    },
    async recordAnswer(deviceId, mutationId, answer, at) {
      const key = answerKey(deviceId, mutationId)
      if (answers.get(key)) throw new DuplicateMutation(mutationId)
      answers.set(key, answer)
      pending().answers.push({ deviceId, mutationId, answer, at })
    },
    async replaceAnswer(deviceId, mutationId, answer) {
      await write()
      await replaceAnswer(queries, deviceId, mutationId, answer)
      answers.set(answerKey(deviceId, mutationId), answer)
    },
    async nextNumber(counter) {
      const last = counters.get(counter)
      const value = last === undefined ? await drawNumber(queries, counter) : last + 1
      counters.set(counter, value)
      if (last !== undefined) pending().counters.set(counter, value)
      return value
    },
    async addEffect(effect) {
      pending().effects.push({ ...effect, id: newId() })
    },
  }
}

type Documents = StoreReads & Pick<StoreTx, 'lock' | 'put'> & { hold(refs: readonly DocRef[]): Promise<void> }

/** Documents as this transaction sees them: as it read them, with its own writes over them. */
function documentsOf(queries: Queries, pending: () => Pending, write: () => Promise<void>): Documents {
  const reads = documentReads(queries)
  const known = new Map<string, Known>()

  async function hold(refs: readonly DocRef[]): Promise<void> {
    const named = new Map(refs.map((ref) => [documentKey(ref.collection, ref.id), ref]))
    const wanted = [...named].filter(([key]) => known.get(key)?.held !== true)
    const locked = await lockDocuments(
      queries,
      wanted.map(([, ref]) => ref),
    )
    const found = new Map(locked.map((stored) => [documentKey(stored.collection, stored.doc.id), stored]))
    for (const [key] of wanted) known.set(key, { stored: found.get(key), held: true })
  }
  /** A question that only the database can answer, about everything that was written before it. */
  const ask =
    <A extends unknown[], R>(question: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      await write()
      return question(...given)
    }

  return {
    hold,
    docs: ask(reads.docs),
    find: ask(reads.find),
    list: ask(reads.list),
    count: ask(reads.count),
    async doc(collection, id) {
      const key = documentKey(collection, id)
      if (!known.has(key)) known.set(key, { stored: await reads.doc(collection, id), held: false })
      return known.get(key)?.stored
    },
    async lock(collection, id) {
      await hold([{ collection, id }])
      return known.get(documentKey(collection, id))?.stored
    },
    async put(document) {
      const { collection, doc, stamps, buckets } = document
      const key = documentKey(collection, doc.id)
      const before = known.get(key)
      const isNew = before?.held === true && before.stored === undefined
      pending().documents.push({ ...document, isNew })
      known.set(key, { stored: { collection, doc, stamps, buckets }, held: true })
    },
  }
}
