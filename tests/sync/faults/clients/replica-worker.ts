import { parentPort, workerData } from 'node:worker_threads'
import { setTimeout as pause } from 'node:timers/promises'
import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { firstValueFrom } from 'rxjs'
import { v7 } from 'uuid'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { sameValue } from '#shared/kernel/patch.ts'
import type { Mutation, MutationAnswer } from '#shared/protocol/wire.ts'
import { createReplica } from '#renderer/replica/create-replica.ts'
import type { DocumentStorage } from '#renderer/replica/database.ts'
import { httpTransport } from '#renderer/replica/http-transport.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import type { Transport } from '#renderer/replica/transport.ts'
import { seededRandom } from '../../sim/random.ts'
import { nextActs } from '../acts.ts'
import { hashOf, type ClientRecord, type ClientSettings } from './client.ts'

/** What a replica in a thread is asked. */
export interface Question {
  readonly id: number
  readonly ask: 'write' | 'rest' | 'state' | 'copy' | 'record' | 'stop'
}

/** What it answers; `error` when it could not. */
export interface Reply {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

if (!parentPort) throw new Error('This program is a thread of another one.')
const port = parentPort
const settings = workerData as ClientSettings
const random = seededRandom(settings.seed)

// Dexie's live queries ask for a global IndexedDB before they run.
Dexie.dependencies.indexedDB = new IDBFactory()
Dexie.dependencies.IDBKeyRange = IDBKeyRange

const saved: WriteRequest[] = []
const sent = new Map<string, Mutation>()
const answers = new Map<string, MutationAnswer>()
const problems: string[] = []
let brokenOff = 0

/** The road to the server, which notes what went over it. */
function observed(transport: Transport): Transport {
  return {
    ...transport,
    async push(mutations, signal, cursor) {
      for (const mutation of mutations) if (!sent.has(mutation.id)) sent.set(mutation.id, mutation)
      const exchange = await transport.push(mutations, signal, cursor)
      if (exchange.ok) for (const answer of exchange.value.answers) answers.set(answer.id, answer)
      else brokenOff += 1
      return exchange
    },
  }
}

const replica = await createReplica({
  serverUrl: settings.url,
  personId: settings.personId,
  transport: observed(httpTransport({ baseUrl: settings.url, token: () => settings.token })),
  multiInstance: false,
  indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange },
  storage: getRxStorageMemory() as unknown as DocumentStorage,
})
replica.status.subscribe(({ error, phase }) => {
  if (error !== '' || phase === 'signed-out') problems.push(`the replica is ${phase}: ${error}`)
})

const pen = { isWriting: false, writing: Promise.resolve() }

async function writeOn(): Promise<void> {
  while (pen.isWriting) {
    const tickets = (await firstValueFrom(replica.find('tickets', { selector: {} }))) as unknown as Doc[]
    const requests = nextActs({ ...settings, tickets, random, newId: v7 })
    await replica.write(requests)
    saved.push(...requests)
    await pause(300 + random.below(600))
  }
}

async function copy(): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (const name of COLLECTION_NAMES) {
    const docs = await firstValueFrom(replica.find(name, { selector: {} }))
    for (const doc of docs) hashes.set(`${name}/${doc.id}`, hashOf(name, doc as never))
  }
  return hashes
}

/** What was saved and never went out has no mutation to look for: that alone is a problem. */
async function record(): Promise<ClientRecord> {
  const waiting = await firstValueFrom(replica.outbox)
  const known = [...sent.values(), ...waiting]
  const unsent = saved.filter(
    ({ docId, patch }) => !known.some((each) => each.docId === docId && sameValue(each.patch, patch)),
  )
  const silent = unsent.map((request) => `saved and never sent: ${JSON.stringify(request)}`)
  const told = { mutations: [...sent.values()], answers: [...answers.values()] }
  return { ...told, brokenOff, problems: [...problems, ...silent] }
}

async function answer(ask: Question['ask']): Promise<unknown> {
  switch (ask) {
    case 'write':
      pen.isWriting = true
      pen.writing = writeOn()
      pen.writing.catch((error: unknown) => problems.push(`a write failed: ${String(error)}`))
      return undefined
    case 'rest':
      pen.isWriting = false
      return pen.writing
    case 'state': {
      const { waiting, phase } = await firstValueFrom(replica.status)
      return { waiting, phase }
    }
    case 'copy':
      return copy()
    case 'record':
      return record()
    case 'stop':
      pen.isWriting = false
      await pen.writing
      return replica.stop()
    default:
      return ask satisfies never
  }
}

port.on('message', ({ id, ask }: Question) => {
  answer(ask).then(
    (value) => port.postMessage({ id, value } satisfies Reply),
    (error: unknown) => port.postMessage({ id, error: String(error) } satisfies Reply),
  )
})
port.postMessage({ id: 0 } satisfies Reply)
