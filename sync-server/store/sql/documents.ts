import { sql, type Selectable } from 'kysely'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Revision } from '#shared/protocol/digest.ts'
import type { DocWrite, PageRequest, StoredDoc, StoreReads, StoreTx } from '../store.ts'
import type { Access, Queries } from './access.ts'
import { inReach } from './reach.ts'
import type { Tables } from './schema.ts'
import { storableText } from './storable.ts'

type DocumentRow = Pick<Selectable<Tables['documents']>, 'body' | 'stamps' | 'buckets'>

const columns = ['documents.body', 'documents.stamps', 'documents.buckets'] as const

function storedDoc({ dialect }: Queries, collection: CollectionName, row: DocumentRow): StoredDoc {
  return {
    collection,
    doc: dialect.readJson(row.body),
    stamps: dialect.readJson(row.stamps),
    buckets: dialect.readWords(row.buckets),
  }
}

/** Reads of documents in one transaction, or on what is committed. */
export function documentReads(queries: Queries): StoreReads {
  const { db, dialect } = queries
  const from = (collection: CollectionName) =>
    db.selectFrom('documents').select(columns).where('documents.collection', '=', collection)
  return {
    async doc(collection, id) {
      const row = await from(collection).where('id', '=', id).executeTakeFirst()
      return row && storedDoc(queries, collection, row)
    },
    async docs(collection, ids) {
      const rows = await from(collection).where(dialect.isAnyOf('id', ids)).orderBy('id').execute()
      return rows.map((row) => storedDoc(queries, collection, row))
    },
    async find(collection, key, value, { limit, afterId }) {
      const rows = await from(collection)
        .innerJoin('lookups', (join) =>
          join
            .onRef('lookups.collection', '=', 'documents.collection')
            .onRef('lookups.doc_id', '=', 'documents.id'),
        )
        .where('lookups.collection', '=', collection)
        .where('lookups.key', '=', key)
        .where('lookups.value', '=', storableText(value))
        .$if(afterId !== undefined, (query) => query.where('lookups.doc_id', '<', afterId ?? ''))
        .orderBy('lookups.doc_id', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => storedDoc(queries, collection, row))
    },
    async list(collection, { limit, afterId }) {
      const rows = await from(collection)
        .where('id', '>', afterId ?? '')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map((row) => storedDoc(queries, collection, row))
    },
    async count(collection) {
      const query = db.selectFrom('documents').select((eb) => eb.fn.countAll<number>().as('count'))
      return (await query.where('collection', '=', collection).executeTakeFirstOrThrow()).count
    },
  }
}

/** Reads of documents on what is committed, each on a connection of its own. */
export function committedReads(access: Access): StoreReads {
  const on = <T>(work: (reads: StoreReads) => Promise<T>) =>
    access.read((db) => work(documentReads({ db, dialect: access.dialect })))
  return {
    doc: (...given) => on((reads) => reads.doc(...given)),
    docs: (...given) => on((reads) => reads.docs(...given)),
    find: (...given) => on((reads) => reads.find(...given)),
    list: (...given) => on((reads) => reads.list(...given)),
    count: (...given) => on((reads) => reads.count(...given)),
  }
}

/** Ids and revisions of the documents in reach, one page of them. */
export async function readRevisions(
  { read, dialect }: Access,
  collection: CollectionName,
  buckets: readonly string[],
  { limit, afterId }: PageRequest,
  since = '',
): Promise<readonly Revision[]> {
  return read((db) =>
    db
      .selectFrom('documents')
      .select(['id', 'rev'])
      .where('collection', '=', collection)
      .where('id', '>', afterId ?? '')
      .where(inReach(dialect, 'documents.buckets', { buckets, since }))
      .orderBy('id')
      .limit(limit)
      .execute(),
  )
}

/** Locks and writes of documents in one transaction. */
export function documentWrites(queries: Queries): Pick<StoreTx, 'lock' | 'put'> {
  return {
    async lock(collection, id) {
      const row = await lockRow(queries, collection, id)
      return row && storedDoc(queries, collection, row)
    },
    // The document comes first: its row lock then puts the change rows of one document in the order of its revisions.
    async put(write) {
      await putDocument(queries, write)
      await putLookups(queries, write)
      await appendChange(queries, write)
    },
  }
}

async function lockRow(
  { db, dialect }: Queries,
  collection: CollectionName,
  id: Id,
): Promise<DocumentRow | undefined> {
  const query = db.selectFrom('documents').select(columns).where('collection', '=', collection)
  const one = query.where('id', '=', id)
  if (!dialect.rowLocks) return one.executeTakeFirst()
  const row = await one.forUpdate().executeTakeFirst()
  if (row) return row
  // There is no row to lock yet: two transactions that create one document take turns on its name instead.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${collection}/${id}`}, 0))`.execute(db)
  return one.forUpdate().executeTakeFirst()
}

async function putDocument({ db, dialect }: Queries, write: DocWrite): Promise<void> {
  const content = {
    rev: write.doc.rev,
    stamps: dialect.json(write.stamps),
    body: dialect.json(write.doc),
    buckets: dialect.words(write.buckets),
    updated_at: write.at,
  }
  await db
    .insertInto('documents')
    .values({ collection: write.collection, id: write.doc.id, ...content })
    .onConflict((conflict) => conflict.columns(['collection', 'id']).doUpdateSet(content))
    .execute()
}

interface LookupEntry {
  readonly key: string
  readonly value: string
}

function lookupEntries(lookups: DocWrite['lookups']): Map<string, LookupEntry> {
  const entries = Object.entries(lookups).flatMap(([key, values]) =>
    values.filter((value) => value !== '').map((value) => ({ key, value: storableText(value) })),
  )
  return new Map(entries.map((entry) => [JSON.stringify([entry.key, entry.value]), entry]))
}

async function putLookups({ db }: Queries, { collection, doc, lookups }: DocWrite): Promise<void> {
  const wanted = lookupEntries(lookups)
  const stored = await db
    .selectFrom('lookups')
    .select(['key', 'value'])
    .where('collection', '=', collection)
    .where('doc_id', '=', doc.id)
    .execute()
  for (const { key, value } of stored) {
    if (wanted.delete(JSON.stringify([key, value]))) continue
    const row = db.deleteFrom('lookups').where('collection', '=', collection).where('doc_id', '=', doc.id)
    await row.where('key', '=', key).where('value', '=', value).execute()
  }
  if (wanted.size === 0) return
  const rows = [...wanted.values()].map((entry) => ({ collection, doc_id: doc.id, ...entry }))
  await db.insertInto('lookups').values(rows).execute()
}

async function appendChange({ db, dialect }: Queries, write: DocWrite): Promise<void> {
  const buckets = dialect.words([...new Set([...write.buckets, ...write.prevBuckets])])
  await db
    .insertInto('changes')
    .values({ collection: write.collection, doc_id: write.doc.id, buckets, at: write.at })
    .execute()
}
