import { sql } from 'kysely'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { DocRef } from '../parked-store.ts'
import type { DocWrite, StoredDoc } from '../store.ts'
import type { Queries } from './access.ts'
import { documentKey, storedDoc, type DocumentRow } from './documents.ts'
import { insertRows } from './rows.ts'
import { storableText } from './storable.ts'

/** Thrown when another transaction created a document that this one found missing; the same work finds it then. */
export class CreatedMeanwhile extends Error {
  constructor() {
    super('Another transaction created the same document.')
    this.name = 'CreatedMeanwhile'
  }
}

/**
 * Reads documents and locks their rows, in one order for all transactions, so that those that need the same ones wait
 * for each other rather than crosswise.
 */
export async function lockDocuments(
  queries: Queries,
  refs: readonly DocRef[],
): Promise<readonly StoredDoc[]> {
  if (refs.length === 0) return []
  const { db, dialect } = queries
  const { rows } = await sql<DocumentRow & { readonly collection: CollectionName }>`
    select documents.collection, documents.body, documents.stamps, documents.buckets
    from ${dialect.given('documents', ['collection', 'id'], refs)} join documents
      on documents.collection = given.collection and documents.id = given.id
    order by documents.collection, documents.id
    ${dialect.rowLocks ? sql`for update of documents` : sql``}`.execute(db)
  return rows.map((row) => storedDoc(queries, row.collection, row))
}

/** A document to write; `isNew` when this transaction has looked for it and found none. */
export interface PendingWrite extends DocWrite {
  readonly isNew: boolean
}

/**
 * Writes documents, what they are found under, and one change for each write in its order. Documents come before
 * changes: their row locks put the changes of one document in the order of its revisions.
 */
export async function writeDocuments(queries: Queries, writes: readonly PendingWrite[]): Promise<void> {
  if (writes.length === 0) return
  const last = new Map(writes.map((write) => [documentKey(write.collection, write.doc.id), write]))
  const isNew = new Map(
    writes.toReversed().map((write) => [documentKey(write.collection, write.doc.id), write.isNew]),
  )
  const [created, replaced] = partition([...last], ([key]) => isNew.get(key) === true)
  await createDocuments(
    queries,
    created.map(([, write]) => write),
  )
  await replaceDocuments(
    queries,
    replaced.map(([, write]) => write),
  )
  await writeLookups(
    queries,
    [...last.values()],
    replaced.map(([, write]) => write),
  )
  await appendChanges(queries, writes)
}

function partition<T>(list: readonly T[], isFirst: (each: T) => boolean): readonly [T[], T[]] {
  return [list.filter(isFirst), list.filter((each) => !isFirst(each))]
}

function rowOf({ collection, doc, stamps, buckets, at }: DocWrite) {
  const words = buckets.map(storableText)
  return { collection, id: doc.id, rev: doc.rev, stamps, body: doc, buckets: words, updated_at: at }
}

async function createDocuments(queries: Queries, writes: readonly DocWrite[]): Promise<void> {
  const created = await insertRows(queries, 'documents', writes.map(rowOf), sql`on conflict do nothing`)
  if (created < writes.length) throw new CreatedMeanwhile()
}

async function replaceDocuments(queries: Queries, writes: readonly DocWrite[]): Promise<void> {
  await insertRows(
    queries,
    'documents',
    writes.map(rowOf),
    sql`on conflict (collection, id) do update set rev = excluded.rev, stamps = excluded.stamps,
      body = excluded.body, buckets = excluded.buckets, updated_at = excluded.updated_at`,
  )
}

interface Lookup {
  readonly collection: string
  readonly key: string
  readonly value: string
  readonly doc_id: string
}

const lookupKey = ({ collection, key, value, doc_id: id }: Lookup) =>
  JSON.stringify([collection, id, key, value])

function lookupsOf({ collection, doc, lookups }: DocWrite): Lookup[] {
  return Object.entries(lookups).flatMap(([key, values]) =>
    values
      .filter((value) => value !== '')
      .map((value) => ({ collection, key, value: storableText(value), doc_id: doc.id })),
  )
}

/** `replaced` are those of the writes whose document may have had other keys before. */
async function writeLookups(
  queries: Queries,
  writes: readonly DocWrite[],
  replaced: readonly DocWrite[],
): Promise<void> {
  const wanted = new Map(writes.flatMap(lookupsOf).map((lookup) => [lookupKey(lookup), lookup]))
  const stale: Lookup[] = []
  for (const lookup of await readLookups(queries, replaced)) {
    if (!wanted.delete(lookupKey(lookup))) stale.push(lookup)
  }
  await dropLookups(queries, stale)
  await insertRows(queries, 'lookups', [...wanted.values()], sql`on conflict do nothing`)
}

async function readLookups(
  { db, dialect }: Queries,
  writes: readonly DocWrite[],
): Promise<readonly Lookup[]> {
  if (writes.length === 0) return []
  const refs = writes.map(({ collection, doc }) => ({ collection, doc_id: doc.id }))
  const { rows } = await sql<Lookup>`
    select lookups.collection, lookups.key, lookups.value, lookups.doc_id
    from ${dialect.given('lookups', ['collection', 'doc_id'], refs)} join lookups
      on lookups.collection = given.collection and lookups.doc_id = given.doc_id`.execute(db)
  return rows
}

async function dropLookups({ db, dialect }: Queries, stale: readonly Lookup[]): Promise<void> {
  if (stale.length === 0) return
  const columns = ['collection', 'key', 'value', 'doc_id'] as const
  await sql`delete from lookups where (collection, key, value, doc_id) in (
    select collection, key, value, doc_id from ${dialect.given('lookups', columns, stale)})`.execute(db)
}

async function appendChanges(queries: Queries, writes: readonly DocWrite[]): Promise<void> {
  const rows = writes.map(({ collection, doc, buckets, prevBuckets, at }) => {
    const concerned = [...new Set([...buckets, ...prevBuckets])].map(storableText)
    return { collection, doc_id: doc.id, buckets: concerned, at }
  })
  await insertRows(queries, 'changes', rows)
}
