import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { Dexie } from 'dexie'
import { beforeEach, expect, test, vi } from 'vitest'
import { localNames } from '../replica/names.ts'
import { copyMemoryStore } from './copy-memory.ts'
import { noteRevocation, readRevocation, settleRevocation, wipeRevoked } from './revocation.ts'
import { aStorage } from './testing/storage.ts'

const serverUrl = 'https://desk.example'
const revocation = { serverUrl, personId: 'ann', at: '2026-11-20T09:00:00.000Z', waiting: 2 }

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  Dexie.dependencies.indexedDB = indexedDB
  Dexie.dependencies.IDBKeyRange = IDBKeyRange
})

async function aDatabase(name: string): Promise<void> {
  const database = new Dexie(name)
  database.version(1).stores({ docs: 'id' })
  await database.open()
  await database.table('docs').add({ id: '1' })
  database.close()
}

test('a revoked device loses its token before its data, and another person on it loses nothing', async () => {
  const [ann, bob] = [localNames(serverUrl, 'ann'), localNames(serverUrl, 'bob')]
  for (const { outbox, files, documents } of [ann, bob]) {
    for (const name of [outbox, files, `rxdb-dexie-${documents}-1--0--tickets`]) await aDatabase(name)
  }
  const storage = aStorage()
  const memories = copyMemoryStore(storage)
  const memory = { silence: { seenAt: 1, passed: 0 }, waiting: 2 }
  memories.keep({ serverUrl, personId: 'ann' }, memory)
  memories.keep({ serverUrl, personId: 'bob' }, memory)
  storage.setItem('satchel.signed-in', 'ann')
  storage.setItem('satchel.last-email', 'ann@desk.example')
  storage.setItem('portal.theme', 'dark')
  const sessionStorage = aStorage()
  sessionStorage.setItem('satchel.filter', 'ann')
  const order: string[] = []
  const platform = {
    deleteSecret: async (key: string) => {
      order.push(key)
      order.push(...(await indexedDB.databases()).flatMap(({ name }) => (name === ann.outbox ? [name] : [])))
    },
  }
  await wipeRevoked(revocation, { storage, sessionStorage, platform })
  expect(order).toEqual(['session-token', ann.outbox])
  const left = (await indexedDB.databases()).map(({ name }) => name ?? '')
  expect(left.filter((name) => name.includes(ann.prefix))).toEqual([])
  expect(left.filter((name) => name.includes(bob.prefix))).toHaveLength(3)
  expect(memories.read({ serverUrl, personId: 'ann' })).toBeUndefined()
  expect(memories.read({ serverUrl, personId: 'bob' })).toEqual(memory)
  expect([storage.getItem('satchel.signed-in'), storage.getItem('satchel.last-email')]).toEqual([null, null])
  expect(storage.getItem('portal.theme')).toBe('dark')
  expect(sessionStorage.length).toBe(0)
})

test('it is told until it has been read', async () => {
  const storage = aStorage()
  expect(readRevocation(storage)).toBeUndefined()
  noteRevocation(storage, revocation)
  await wipeRevoked(revocation, { storage, sessionStorage: aStorage(), platform: { deleteSecret: vi.fn() } })
  expect(readRevocation(storage)).toEqual(revocation)
  settleRevocation(storage)
  expect(readRevocation(storage)).toBeUndefined()
})
