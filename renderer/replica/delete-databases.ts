import { Dexie } from 'dexie'
import type { IndexedDbHost } from './database.ts'
import { isOwnDatabase, type LocalNames } from './names.ts'

function factoryOf(host: IndexedDbHost | undefined): IDBFactory | undefined {
  return host?.indexedDB ?? globalThis.indexedDB
}

/** The names of every IndexedDB database on this device, for this origin. */
export async function databaseNames(host?: IndexedDbHost): Promise<string[]> {
  const found = (await factoryOf(host)?.databases()) ?? []
  return found.flatMap(({ name }) => (name === undefined ? [] : [name]))
}

/** Deletes the databases whose name is chosen. Rejects when one of them is still there afterwards. */
export async function deleteDatabases(
  isChosen: (name: string) => boolean,
  host?: IndexedDbHost,
): Promise<void> {
  for (const name of (await databaseNames(host)).filter(isChosen)) {
    await new Dexie(name, { ...host }).delete()
  }
  const left = (await databaseNames(host)).filter(isChosen)
  if (left.length > 0) throw new Error(`Still on this device: ${left.join(', ')}`)
}

/** Removes everything of one replica from the device: documents, outbox, files, search index, caches. */
export async function wipeDevice(names: LocalNames, host?: IndexedDbHost): Promise<void> {
  await deleteDatabases((name) => isOwnDatabase(names, name), host)
  if (!('caches' in globalThis)) return
  for (const key of await caches.keys()) {
    if (key.startsWith(`${names.prefix}-`)) await caches.delete(key)
  }
}
