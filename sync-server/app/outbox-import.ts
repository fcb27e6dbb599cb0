import { Value } from 'typebox/value'
import { specOf } from '#shared/collections.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import type { Person } from '#shared/people/schema.ts'
import type { ImportResult, OutboxImport, OutboxImportAnswer } from '#shared/protocol/outbox-file.ts'
import { isDeviceId } from '#shared/protocol/session.ts'
import { Mutation, PUSH_LIMIT, type MutationAnswer } from '#shared/protocol/wire.ts'
import type { Store } from '../store/store.ts'
import type { SyncService } from '../sync/service.ts'
import { administers } from './auth/devices.ts'

interface ImportParts {
  readonly store: Store
  readonly sync: Pick<SyncService, 'push' | 'isOfThisHistory'>
}

/** What was handed in, besides the answer to whoever did: the mutations that were pushed. */
interface Imported {
  readonly answer: OutboxImportAnswer
  readonly pushed: readonly Mutation[]
}

/**
 * Pushes what waits on somebody's device as if the device did it: in the author's name and with the author's rights of
 * today, and with the ledger's answer for what arrived already. Refuses `not-found` for an author the administrator
 * does not administer, and `device-unknown` for a device of somebody else. The answers hold no documents, since an
 * administrator may see less than the author.
 */
export async function importOutbox(
  { store, sync }: ImportParts,
  administrator: Actor,
  part: OutboxImport,
): Promise<Result<Imported>> {
  const { personId, deviceId } = part
  if (!(await administers(store, administrator, personId))) return refuse('not-found')
  const device = await store.accounts.device(deviceId)
  if (!isDeviceId(deviceId) || (device && device.personId !== personId)) return refuse('device-unknown')
  const author = (await store.doc('people', personId))?.doc as Person
  const isOther = part.cursor !== '' && !(await sync.isOfThisHistory(part.cursor))
  const read = part.mutations.map((sent) => readMutation(sent, isOther))
  const pushed = read.flatMap((each) => ('mutation' in each ? [each.mutation] : []))
  const isActive = author.active && author.deletedAt === ''
  const actor: Actor = { personId, deviceId, roles: isActive ? author.roles : [] }
  const answers = await pushInParts(sync, actor, pushed)
  const results = read.map((each): ImportResult => {
    const answer = 'mutation' in each ? answers.get(each.mutation.id) : undefined
    return answer ? { answer: withoutDocument(answer) } : { refusal: { code: refusalOf(each) } }
  })
  return accept({ answer: { author: author.name, results }, pushed })
}

type Read = { readonly mutation: Mutation } | { readonly code: string }

/** Acts made before the server was restored say what they saw by values, as a device would offer them again. */
function readMutation(sent: unknown, isOther: boolean): Read {
  if (!Value.Check(Mutation, sent)) return { code: 'change-unreadable' }
  const { collection, schema } = sent
  const isNewer = isCollectionName(collection) && schema > specOf(collection).version
  if (isNewer) return { code: 'schema-too-new' }
  return { mutation: isOther ? { ...sent, baseRev: 0, again: true } : sent }
}

function refusalOf(read: Read): string {
  return 'code' in read ? read.code : 'change-unreadable'
}

async function pushInParts(
  sync: ImportParts['sync'],
  actor: Actor,
  mutations: readonly Mutation[],
): Promise<ReadonlyMap<string, MutationAnswer>> {
  const answers = new Map<string, MutationAnswer>()
  for (let at = 0; at < mutations.length; at += PUSH_LIMIT) {
    const pushed = await sync.push(actor, mutations.slice(at, at + PUSH_LIMIT))
    for (const answer of pushed) answers.set(answer.id, answer)
  }
  return answers
}

function withoutDocument({
  doc: _doc,
  gone: _gone,
  ...answer
}: MutationAnswer): NonNullable<ImportResult['answer']> {
  return answer
}
