import { sql } from 'kysely'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { DocRef } from '../parked-store.ts'
import type { DocWrite, StoredDoc } from '../store.ts'
import type { Queries } from './access.ts'
import { documentKey, storedDoc, type DocumentRow } from './documents.ts'
import type { Dialect } from './dialect.ts'
import { storableText } from './storable.ts'
import { insertion, type Write } from './writes.ts'

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

/** Writes documents, what they are found under, and one change for each write in its order. */
export function documentWrites({ dialect }: Queries, writes: readonly PendingWrite[]): Write[] {
  const first = new Map(writes.toReversed().map((write) => [keyOf(write), write]))
  const last = [...new Map(writes.map((write) => [keyOf(write), write])).values()]
  const isNew = (write: PendingWrite) => first.get(keyOf(write))?.isNew === true
  const created = last.filter(isNew)
  const replaced = last.filter((write) => !isNew(write))
  const checkCreated = (rows: number) => {
    if (rows < created.length) throw new CreatedMeanwhile()
  }
  return [
    ...insertion(dialect, 'documents', created.map(rowOf), sql`on conflict do nothing`, checkCreated),
    ...insertion(dialect, 'documents', replaced.map(rowOf), overTheEarlier),
    ...staleLookups(dialect, replaced),
    ...insertion(dialect, 'lookups', last.flatMap(lookupsOf), sql`on conflict do nothing`),
    ...insertion(dialect, 'changes', writes.map(changeOf)),
  ]
}

const keyOf = ({ collection, doc }: DocWrite) => documentKey(collection, doc.id)

function rowOf({ collection, doc, stamps, buckets, at }: DocWrite) {
  const words = buckets.map(storableText)
  return { collection, id: doc.id, rev: doc.rev, stamps, body: doc, buckets: words, updated_at: at }
}

const overTheEarlier = sql`on conflict (collection, id) do update set rev = excluded.rev, stamps = excluded.stamps,
  body = excluded.body, buckets = excluded.buckets, updated_at = excluded.updated_at`

function changeOf({ collection, doc, buckets, prevBuckets, at }: DocWrite) {
  const concerned = [...new Set([...buckets, ...prevBuckets])].map(storableText)
  return { collection, doc_id: doc.id, buckets: concerned, at }
}

/** Takes away the keys under which documents are not found any more. */
function staleLookups(dialect: Dialect, writes: readonly DocWrite[]): Write[] {
  if (writes.length === 0) return []
  const refs = writes.map(({ collection, doc }) => ({ collection, doc_id: doc.id }))
  const theirs = dialect.given('lookups', ['collection', 'doc_id'], refs)
  const columns = ['collection', 'key', 'value', 'doc_id'] as const
  const kept = dialect.given('lookups', columns, writes.flatMap(lookupsOf))
  const statement = sql`delete from lookups
    where (collection, doc_id) in (select collection, doc_id from ${theirs})
      and (collection, key, value, doc_id) not in (select collection, key, value, doc_id from ${kept})`
  return [{ statement, check: () => undefined }]
}

function lookupsOf({ collection, doc, lookups }: DocWrite) {
  return Object.entries(lookups).flatMap(([key, values]) =>
    values
      .filter((value) => value !== '')
      .map((value) => ({ collection, key, value: storableText(value), doc_id: doc.id })),
  )
}
