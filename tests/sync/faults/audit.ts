import type { Activity, FieldChange } from '#shared/activity/schema.ts'
import { COLLECTION_NAMES, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { Notice } from '#shared/notices/schema.ts'
import type { Mutation, MutationAnswer } from '#shared/protocol/wire.ts'
import type { Store, StoredDoc } from '#sync-server/store/store.ts'
import { createScopes, isVisible, type Scope } from '#sync-server/sync/scope.ts'
import { wordOf } from './acts.ts'
import { hashOf, type ClientRecord, type Copy, type Hashes } from './clients/client.ts'

/** What is wrong, in words: lost acts, doubled ones, and copies that differ from the server's query. */
export interface Findings {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly unequal: readonly string[]
}

/** Everything the database holds, read past the servers. */
export interface Contents {
  readonly docs: ReadonlyMap<string, StoredDoc>
  readonly hashes: Hashes
  of<T>(collection: CollectionName): readonly T[]
}

const PAGE = 1000

/** Reads every document of the database. */
export async function readContents(store: Store): Promise<Contents> {
  const docs = new Map<string, StoredDoc>()
  const byCollection = new Map<CollectionName, unknown[]>()
  for (const name of COLLECTION_NAMES) {
    const list: unknown[] = []
    byCollection.set(name, list)
    let afterId: string | undefined
    do {
      const page = await store.list(name, { limit: PAGE, ...(afterId === undefined ? {} : { afterId }) })
      for (const stored of page) {
        docs.set(`${name}/${stored.doc.id}`, stored)
        list.push(stored.doc)
      }
      afterId = page.length === PAGE ? page.at(-1)?.doc.id : undefined
    } while (afterId !== undefined)
  }
  return {
    docs,
    hashes: new WeakMap(),
    of: <T>(collection: CollectionName) => (byCollection.get(collection) ?? []) as T[],
  }
}

/** The copy that somebody at rest must hold: the server's query of their scope. */
export async function expectedCopy(
  store: Store,
  { docs, hashes }: Contents,
  personId: string,
): Promise<Copy> {
  const scope: Scope = await createScopes(() => new Date().toISOString()).ofPerson(store, personId)
  const copy = new Map<string, string>()
  for (const [key, { collection, doc, buckets }] of docs) {
    if (isVisible(scope, buckets)) copy.set(key, hashOf(collection, doc as never, hashes))
  }
  return copy
}

/** Where two copies differ, one line for each document. */
export function differences(place: string, expected: Copy, found: Copy): readonly string[] {
  const missing = [...expected.keys()].filter((key) => !found.has(key)).map((key) => `${place} lacks ${key}`)
  const extra = [...found.keys()]
    .filter((key) => !expected.has(key))
    .map((key) => `${place} still has ${key}`)
  const other = [...expected]
    .filter(([key, hash]) => found.has(key) && found.get(key) !== hash)
    .map(([key]) => `${place} has another ${key}`)
  return [...missing, ...extra, ...other]
}

/** A client's record, with who it is. */
export interface Witness extends ClientRecord {
  readonly name: string
  readonly personId: string
  readonly deviceId: string
}

/** An act of a client, what the client was told, and what the ledger says. */
interface Judged {
  readonly witness: Witness
  readonly mutation: Mutation
  readonly told: MutationAnswer | undefined
  readonly answer: MutationAnswer | undefined
}

/** Looks for everything that was acknowledged. `mayChange`: after a restore the same act may get another answer. */
export async function auditWrites(
  store: Store,
  contents: Contents,
  witnesses: readonly Witness[],
  mayChange: boolean,
): Promise<Pick<Findings, 'lost' | 'doubled'>> {
  const judged = await readLedger(store, witnesses)
  const traces = tracesOf(contents)
  const findings = judged.map((act) => auditAct(act, traces, mayChange))
  const isUnique = await auditUniqueness(store, contents)
  return {
    lost: [...findings.flatMap(({ lost }) => lost), ...isUnique.lost],
    doubled: [...findings.flatMap(({ doubled }) => doubled), ...isUnique.doubled],
  }
}

function readLedger(store: Store, witnesses: readonly Witness[]): Promise<readonly Judged[]> {
  return store.transact(async (tx) => {
    const judged: Judged[] = []
    for (const witness of witnesses) {
      const told = new Map(witness.answers.map((answer) => [answer.id, answer]))
      for (const mutation of witness.mutations) {
        const answer = await tx.ledgerAnswer(witness.deviceId, mutation.id)
        judged.push({ witness, mutation, told: told.get(mutation.id), answer })
      }
    }
    return judged
  })
}

/** What acts leave behind, by what they are found under. */
interface Traces {
  readonly contents: Contents
  /** How often a document was created, according to the log. */
  readonly creations: ReadonlyMap<string, number>
  /** How often a word entered a document, according to the log. */
  readonly entries: ReadonlyMap<string, number>
  readonly notices: ReadonlyMap<string, readonly Notice[]>
}

function tracesOf(contents: Contents): Traces {
  const creations = new Map<string, number>()
  const entries = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const { action, collection, docId, changes } of contents.of<Activity>('activity')) {
    if (action === 'created') add(creations, `${collection}/${docId}`)
    else for (const word of changes.flatMap(enteredWords)) add(entries, word)
  }
  const notices = Map.groupBy(contents.of<Notice>('notices'), ({ mutationId }) => mutationId)
  return { contents, creations, entries, notices }
}

function enteredWords({ before, after }: FieldChange): readonly string[] {
  const old = new Set([before].flat())
  return [after].flat().filter((value) => typeof value === 'string' && !old.has(value)) as string[]
}

function auditAct(
  { witness, mutation, told, answer }: Judged,
  { contents, creations, entries, notices }: Traces,
  mayChange: boolean,
): { readonly lost: readonly string[]; readonly doubled: readonly string[] } {
  const { id, op, collection, docId } = mutation
  const name = `${witness.name} ${op} ${collection}/${docId} (${id})`
  const lost = (why: string) => ({ lost: [`${name} ${why}`], doubled: [] })
  const doubled = (why: string) => ({ lost: [], doubled: [`${name} ${why}`] })
  if (!told) return lost('was never answered')
  if (!answer) return lost(`was answered ${told.status}, and the ledger does not know it`)
  if (answer.status !== told.status && !mayChange && told.status !== 'parked') {
    return lost(`was answered ${told.status}, and the ledger says ${answer.status}`)
  }
  const told2 = (notices.get(id) ?? []).filter(({ personId }) => personId === witness.personId)
  const rejections = told2.filter(({ kind }) => kind === 'rejection').length
  if (rejections > 1) return doubled(`has ${rejections} rejection notices`)
  if (answer.status === 'parked') return lost('is still parked')
  if (answer.status === 'rejected') {
    return rejections === 1 ? { lost: [], doubled: [] } : lost('was rejected, and its text is not kept')
  }
  const key = `${collection}/${docId}`
  if (!contents.docs.has(key)) return lost('was accepted, and its document is not there')
  if (op === 'create') {
    const count = creations.get(key) ?? 0
    if (count === 1) return { lost: [], doubled: [] }
    return count === 0 ? lost('left no entry in the log') : doubled(`was created ${count} times`)
  }
  const word = wordOf(mutation)
  if (word === undefined) return { lost: [], doubled: [] }
  const count = entries.get(word) ?? 0
  const conflicts = told2.filter((notice) => JSON.stringify(notice.yours).includes(word)).length
  if (count + conflicts === 1) return { lost: [], doubled: [] }
  const found = `is ${count} times in the log and in ${conflicts} conflict notices`
  return count + conflicts === 0 ? lost(found) : doubled(found)
}

/** One text per message, one number per ticket, one effect per reply that is to be sent. */
async function auditUniqueness(
  store: Store,
  contents: Contents,
): Promise<{ readonly lost: readonly string[]; readonly doubled: readonly string[] }> {
  const messages = contents.of<Record<string, unknown>>('messages')
  const tickets = contents.of<Record<string, unknown>>('tickets')
  const queued = messages.filter((message) => message['delivery'] === 'queued')
  const counts = await store.effects.counts()
  const effects = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const numberless = tickets.filter((ticket) => Number(ticket['number']) <= 0)
  return {
    lost: [
      ...numberless.map((ticket) => `ticket ${String(ticket['id'])} has no number`),
      ...(effects < queued.length
        ? [`${queued.length} replies are to be sent, with ${effects} effects`]
        : []),
    ],
    doubled: [
      ...repeated('text', messages, 'message'),
      ...repeated('number', tickets, 'ticket'),
      ...(effects > queued.length
        ? [`${queued.length} replies are to be sent, with ${effects} effects`]
        : []),
    ],
  }
}

function repeated(field: string, docs: readonly Record<string, unknown>[], what: string): readonly string[] {
  const groups = Map.groupBy(docs, (doc) => doc[field])
  return [...groups]
    .filter(([, same]) => same.length > 1)
    .map(([value, same]) => `${same.length} times a ${what} with the ${field} ${String(value)}`)
}
