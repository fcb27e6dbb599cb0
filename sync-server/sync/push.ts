import type { Actor } from '#shared/kernel/actor.ts'
import type { Mutation, MutationAnswer } from '#shared/protocol/wire.ts'
import { isStoreFault } from '../store/store-fault.ts'
import { DuplicateMutation } from '../store/store.ts'
import { giveUp, takeUp, type Sender } from './mutation.ts'
import type { SyncParts } from './road.ts'
import { StoreUnavailable } from './service.ts'

/**
 * Takes up mutations in their order. Throws `StoreUnavailable` when the database fails: what was answered until then
 * is in the ledger, and the same request gets the same answers later.
 */
export async function pushAll(
  parts: SyncParts,
  actor: Actor,
  mutations: readonly Mutation[],
): Promise<MutationAnswer[]> {
  if (actor.deviceId === 'server') throw new Error('No device may call itself the server.')
  const sender: Sender = { actor, scope: await untilStored(() => parts.scopes.of(parts.store, actor)) }
  return (await answerTogether(parts, sender, mutations)) ?? answerApart(parts, sender, mutations)
}

/**
 * All in one transaction, which is fast. Undefined when one of them makes the server fail: then nothing was written,
 * and each gets a transaction of its own, so that it fails alone.
 */
async function answerTogether(
  parts: SyncParts,
  sender: Sender,
  mutations: readonly Mutation[],
): Promise<MutationAnswer[] | undefined> {
  try {
    return await untilStored(() => takeUp(parts, sender, mutations))
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    return undefined
  }
}

async function answerApart(
  parts: SyncParts,
  sender: Sender,
  mutations: readonly Mutation[],
): Promise<MutationAnswer[]> {
  const answers: MutationAnswer[] = []
  for (const mutation of mutations) answers.push(...(await answerAlone(parts, sender, mutation)))
  return answers
}

/** A failure that repeats itself while the database is well is a bug of ours: one mutation must not hold up the rest. */
async function answerAlone(parts: SyncParts, sender: Sender, mutation: Mutation): Promise<MutationAnswer[]> {
  try {
    return await untilStored(() => takeUp(parts, sender, [mutation]))
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    await untilStored(() => parts.store.ping())
    const { id, collection, docId } = mutation
    parts.log.error({ err: error, mutationId: id, collection, docId }, 'a mutation makes the server fail')
    return untilStored(() => giveUp(parts, sender, mutation))
  }
}

/** Runs store work again when another process answered the same mutation meanwhile; tells the database's faults apart. */
export async function untilStored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DuplicateMutation) return untilStored(work)
    if (isStoreFault(error)) throw new StoreUnavailable(error)
    throw error
  }
}
