import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { closedBefore, type Reach } from '#shared/policy/scope.ts'
import type { Gain, GainedPage, PageRequest } from '../store.ts'
import type { Access, Db } from './access.ts'
import { inReach } from './reach.ts'

/**
 * Documents of a collection that are in one reach and not in the other, one page of them. At most so many rows are
 * looked at as the dialect allows, whatever they are: `through` says where the next page begins.
 */
export async function readGained(
  { read, dialect }: Access,
  collection: CollectionName,
  { reach, without }: Gain,
  { limit, afterId = '' }: PageRequest,
): Promise<GainedPage> {
  const rows = (db: Db) =>
    db.selectFrom('documents').where('collection', '=', collection).where('id', '>', afterId).orderBy('id')
  const last = await read((db) =>
    rows(db)
      .select('id')
      .offset(dialect.scanWindow - 1)
      .limit(1)
      .executeTakeFirst(),
  )
  const found = await read((db) =>
    rows(db)
      .select(['id', 'body'])
      .$if(last !== undefined, (query) => query.where('id', '<=', last?.id ?? ''))
      .where(inReach(dialect, 'documents.buckets', reach))
      .$if(without.buckets.length > 0, (query) =>
        query.where((eb) => eb.not(inReach(dialect, 'documents.buckets', without))),
      )
      .limit(limit)
      .execute(),
  )
  const through = found.length === limit ? found.at(-1)?.id : last?.id
  return { docs: found.map(({ body }) => dialect.readJson<Doc>(body)), through }
}

/** How many documents of a collection lie in the buckets and were closed before the month. */
export async function countClosedBefore(
  { read, dialect }: Access,
  collection: CollectionName,
  { buckets, since }: Reach,
): Promise<number> {
  const isOlder = dialect.hasNoneBetween('documents.buckets', ...closedBefore(since))
  const { count } = await read((db) =>
    db
      .selectFrom('documents')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('collection', '=', collection)
      .where(dialect.overlaps('documents.buckets', buckets))
      .where((eb) => eb.not(isOlder))
      .executeTakeFirstOrThrow(),
  )
  return Number(count)
}
