import type { Selectable } from 'kysely'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Revision } from '#shared/protocol/digest.ts'
import type { PageRequest, StoredDoc, StoreReads } from '../store.ts'
import type { Access, Queries } from './access.ts'
import { inReach } from './reach.ts'
import type { Tables } from './schema.ts'
import { storableText } from './storable.ts'

/** What a document is read from. */
export type DocumentRow = Pick<Selectable<Tables['documents']>, 'body' | 'stamps' | 'buckets'>

const columns = ['documents.body', 'documents.stamps', 'documents.buckets'] as const

/** Names a document among those of all collections. */
export function documentKey(collection: string, id: Id): string {
  return `${collection}/${id}`
}

/** A document as it was read. */
export function storedDoc({ dialect }: Queries, collection: CollectionName, row: DocumentRow): StoredDoc {
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
