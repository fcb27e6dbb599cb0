import { sql, type Selectable } from 'kysely'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import type { DocRef, ParkedMutation, ParkedStore, ParkedWrites } from '../parked-store.ts'
import type { Access, Queries } from './access.ts'
import type { Tables } from './schema.ts'

type ParkedRow = Selectable<Tables['parked']>

function refOf(collection: string, id: string): DocRef {
  if (!isCollectionName(collection)) throw new Error(`No collection is called ${collection}.`)
  return { collection, id }
}

function parkedOf({ dialect }: Pick<Queries, 'dialect'>, row: ParkedRow): ParkedMutation {
  return {
    deviceId: row.device_id,
    personId: row.person_id,
    parent: refOf(row.parent_collection, row.parent_id),
    mutation: dialect.readJson(row.mutation),
    at: row.at,
  }
}

/** Parked mutations in one transaction. */
export function parkedWrites({ db, dialect }: Queries): ParkedWrites {
  return {
    async park({ deviceId, personId, parent, mutation, at }) {
      await db
        .insertInto('parked')
        .values({
          device_id: deviceId,
          person_id: personId,
          mutation_id: mutation.id,
          parent_collection: parent.collection,
          parent_id: parent.id,
          collection: mutation.collection,
          doc_id: mutation.docId,
          op: mutation.op,
          mutation: dialect.json(mutation),
          tried_rev: 0,
          at,
        })
        .execute()
    },
    async parkedParent(deviceId, { collection, id }) {
      const query = db.selectFrom('parked').select(['parent_collection', 'parent_id'])
      const own = query.where('device_id', '=', deviceId).where('collection', '=', collection)
      const row = await own.where('doc_id', '=', id).where('op', '=', 'create').executeTakeFirst()
      return row && refOf(row.parent_collection, row.parent_id)
    },
    async parkedCount(deviceId) {
      const query = db.selectFrom('parked').select((eb) => eb.fn.countAll<number>().as('count'))
      return (await query.where('device_id', '=', deviceId).executeTakeFirstOrThrow()).count
    },
    async tryParked(deviceId, mutationId, parentRev) {
      const update = db.updateTable('parked').set({ tried_rev: parentRev }).where('device_id', '=', deviceId)
      const { numUpdatedRows } = await update.where('mutation_id', '=', mutationId).executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async dropParked(deviceId, mutationId) {
      const rows = db.deleteFrom('parked').where('device_id', '=', deviceId)
      await rows.where('mutation_id', '=', mutationId).execute()
    },
    async everIn({ collection, id }, buckets) {
      const query = db.selectFrom('changes').select('doc_id').where('collection', '=', collection)
      const within = query.where('doc_id', '=', id).where(dialect.overlaps('changes.buckets', buckets))
      return (await within.limit(1).executeTakeFirst()) !== undefined
    },
  }
}

/** Parked mutations that were committed. */
export function parkedStore({ dialect, read }: Access): ParkedStore {
  return {
    async ready(limit) {
      const { rows } = await read((db) =>
        sql<ParkedRow>`
          select parked.* from parked join documents
            on documents.collection = parked.parent_collection and documents.id = parked.parent_id
          where documents.rev <> parked.tried_rev
          order by parked.seq limit ${limit}`.execute(db),
      )
      return rows.map((row) => parkedOf({ dialect }, row))
    },
    async before(at, limit) {
      const rows = await read((db) =>
        db
          .selectFrom('parked')
          .selectAll()
          .where('at', '<', at)
          .orderBy('at')
          .orderBy('seq')
          .limit(limit)
          .execute(),
      )
      return rows.map((row) => parkedOf({ dialect }, row))
    },
  }
}
