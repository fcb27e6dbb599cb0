import { Dexie } from 'dexie'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { IndexedDbHost } from './database.ts'
import { databaseNames } from './delete-databases.ts'
import type { DocumentStore } from './document-store.ts'
import { withoutLocalFields } from './local-fields.ts'
import type { Outbox } from './outbox.ts'
import { readDoc } from './read-doc.ts'

/** Documents read and written at once. */
const CHUNK = 500

/**
 * Carries the documents of a database with an earlier schema into this one, so that an update of the console works
 * without a network too. Repeatable. What the new schema cannot read is set aside.
 */
export async function carryOver(
  earlier: string,
  store: DocumentStore,
  outbox: Outbox,
  kept: readonly CollectionName[],
  host: IndexedDbHost | undefined,
): Promise<void> {
  const existing = new Set(await databaseNames(host))
  for (const name of kept) {
    const database = `rxdb-dexie-${earlier}--0--${name}`
    if (existing.has(database)) await carryCollection(database, name, store, outbox, host)
  }
}

async function carryCollection(
  databaseName: string,
  name: CollectionName,
  store: DocumentStore,
  outbox: Outbox,
  host: IndexedDbHost | undefined,
): Promise<void> {
  const database = await new Dexie(databaseName, { ...host }).open()
  try {
    const table = database.table<Record<string, unknown>, string>('docs')
    let last = ''
    for (;;) {
      const rows = await table.where(':id').above(last).limit(CHUNK).toArray()
      if (rows.length === 0) return
      last = String(rows.at(-1)?.['id'])
      await carryRows(
        rows.filter((row) => row['_deleted'] !== '1').map((row) => plainDoc(name, row)),
        name,
        store,
        outbox,
      )
    }
  } finally {
    database.close()
  }
}

async function carryRows(
  docs: readonly Doc[],
  name: CollectionName,
  store: DocumentStore,
  outbox: Outbox,
): Promise<void> {
  const readable: Doc[] = []
  for (const doc of docs) {
    const read = readDoc(name, doc)
    if ('doc' in read) readable.push(read.doc)
    else await outbox.database.parked.put({ collection: name, docId: doc.id, doc, reason: read.unreadable })
  }
  await store.put(name, readable)
}

/** A row of RxDB's Dexie storage without what RxDB and the earlier version added. */
function plainDoc(name: CollectionName, row: Record<string, unknown>): Doc {
  const { _deleted, _meta, _rev, _attachments, ...doc } = row
  return withoutLocalFields(name, doc as unknown as Doc)
}
