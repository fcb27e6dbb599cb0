import PouchDB from 'pouchdb-browser'
import { specOf } from '#shared/collections.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { PullResponse } from '#shared/protocol/wire.ts'
import { withLocalFields } from '#renderer/replica/local-fields.ts'
import { indexesOf } from '#renderer/replica/to-rx-schema.ts'

/** Milliseconds until PouchDB has replicated everything from `/couch`. */
export async function fillPouch(batchSize: number): Promise<number> {
  const name = `peer-${crypto.randomUUID()}`
  const database = new PouchDB(name)
  const began = performance.now()
  await database.replicate.from(`${location.origin}/couch`, { batch_size: batchSize, batches_limit: 10 })
  const took = performance.now() - began
  await database.destroy()
  return took
}

/**
 * Milliseconds until plain IndexedDB holds what the pull serves: the same pages, the same indexes, one transaction
 * per page, the next page on its way meanwhile.
 */
export async function fillRaw(pageSize: number): Promise<number> {
  const name = `raw-${crypto.randomUUID()}`
  const database = await openRaw(name)
  const began = performance.now()
  let ahead = pullRaw('', pageSize)
  for (;;) {
    const page = await ahead
    if (page.more) ahead = pullRaw(page.cursor, pageSize)
    await putRaw(database, page)
    if (!page.more) break
  }
  const took = performance.now() - began
  database.close()
  indexedDB.deleteDatabase(name)
  return took
}

async function pullRaw(cursor: string, limit: number): Promise<PullResponse> {
  const query = new URLSearchParams({ ...(cursor === '' ? {} : { cursor }), limit: String(limit) })
  const response = await fetch(`/sync/pull?${query}`, { cache: 'no-store' })
  return (await response.json()) as PullResponse
}

function openRaw(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => {
    const tickets = opening.result.createObjectStore('tickets', { keyPath: 'id' })
    for (const index of indexesOf('tickets', specOf('tickets'))) {
      tickets.createIndex(index.join('+'), index.length === 1 ? String(index[0]) : index)
    }
    opening.result.createObjectStore('others', { keyPath: 'id' })
    opening.result.createObjectStore('cursor')
  })
  return new Promise((resolve, reject) => {
    opening.addEventListener('success', () => resolve(opening.result))
    opening.addEventListener('error', () => reject(opening.error ?? new Error('not opened')))
  })
}

function putRaw(database: IDBDatabase, { changes, cursor }: PullResponse): Promise<void> {
  const transaction = database.transaction(['tickets', 'others', 'cursor'], 'readwrite')
  const tickets = transaction.objectStore('tickets')
  for (const change of changes) {
    if (!('doc' in change)) continue
    const doc = change.doc as unknown as Doc
    if (change.collection === 'tickets') tickets.put(withLocalFields('tickets', doc))
    else transaction.objectStore('others').put(doc)
  }
  transaction.objectStore('cursor').put(cursor, 'pull')
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')))
  })
}
