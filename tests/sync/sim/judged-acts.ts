import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { sameValue, valueAt } from '#shared/kernel/patch.ts'
import type { Notice } from '#shared/notices/schema.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import { mutationKey, type History, type Judged, type Version } from './history.ts'
import type { Intent, World } from './world.ts'

/** One write of a person with everything that became of it. */
export interface JudgedAct {
  readonly intent: Intent
  readonly request: WriteRequest
  readonly seen: Doc | undefined
  readonly mutationId: Id
  readonly key: string
  /** Undefined when the server never answered it. */
  readonly judged: Judged | undefined
  /** The document before the mutation, and the version it made, if it made one. */
  readonly before: Version | undefined
  readonly made: Version | undefined
}

/** Every write of a person beside what the history says of it. */
export function judgedActs({ intents, server }: World): readonly JudgedAct[] {
  const chains = chainsOf(server.history)
  return intents.flatMap((intent) =>
    intent.requests.flatMap((request, index) => {
      const mutationId = intent.ids()[index]
      if (mutationId === undefined) return []
      const key = mutationKey(intent.device.deviceId, mutationId)
      const judged = server.history.judged.get(key)
      const chain = chains.get(`${request.collection}/${request.docId}`) ?? []
      const made = judged?.versions.find(
        ({ collection, doc }) => collection === request.collection && doc.id === request.docId,
      )
      const before = made ? chain[chain.indexOf(made) - 1] : lastBefore(chain, judged)
      return [{ intent, request, seen: intent.seen[index], mutationId, key, judged, before, made }]
    }),
  )
}

/** True when the server took the write up: it was neither refused nor does it wait for what it hangs on. */
export function isTakenUp({ judged }: JudgedAct): boolean {
  return judged !== undefined && judged.answer.status !== 'rejected' && judged.answer.status !== 'parked'
}

/** True while the write lies in the log of its device, where its author finds it. */
export function isInLog({ intent, mutationId }: Pick<JudgedAct, 'intent' | 'mutationId'>): boolean {
  return intent.device.program?.waiting.some(({ id }) => id === mutationId) === true
}

/** A mutation that changed nothing found the document at the revision it was answered with. */
function lastBefore(chain: readonly Version[], judged: Judged | undefined): Version | undefined {
  return judged && chain.findLast(({ doc }) => doc.rev <= judged.answer.rev)
}

/** The versions of every document, in order. */
export function chainsOf(history: History): ReadonlyMap<string, readonly Version[]> {
  return Map.groupBy(history.versions, ({ collection, doc }) => `${collection}/${doc.id}`)
}

/** Who wrote the value a field has in a version: the version in which it last changed. */
export function writerOf(chain: readonly Version[], version: Version, field: string): Version {
  let writer = version
  for (let at = chain.indexOf(version) - 1; at >= 0; at--) {
    const earlier = chain[at] as Version
    if (!sameValue(valueAt(earlier.doc, field), valueAt(version.doc, field))) break
    writer = earlier
  }
  return writer
}

/** Every notice there is, as stored. */
export function noticesOf({ latest }: History): readonly Notice[] {
  return [...latest.values()]
    .filter(({ collection }) => collection === 'notices')
    .map(({ doc }) => doc as unknown as Notice)
}
