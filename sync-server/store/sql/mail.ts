import type { Selectable } from 'kysely'
import type { MailReference, MailStore, RawMail } from '../mail-store.ts'
import type { Access, Db } from './access.ts'
import type { Tables } from './schema.ts'
import { storableText } from './storable.ts'

const rawMailOf = (row: Selectable<Tables['raw_mails']>): RawMail => ({
  id: row.id,
  channel: row.channel,
  uidValidity: row.uid_validity,
  uid: row.uid,
  sha256: row.sha256,
  size: row.size,
  state: row.state as RawMail['state'],
  attempts: row.attempts,
  error: row.error,
  receivedAt: row.received_at,
})

const referenceOf = (row: Selectable<Tables['mail_references']>): MailReference => ({
  orgId: row.org_id,
  mailId: row.mail_id,
  ticketId: row.ticket_id,
  ours: row.ours === 1,
})

type RawMailStore = Pick<
  MailStore,
  'addRaw' | 'raw' | 'unprocessed' | 'quarantined' | 'quarantineCounts' | 'setRawState' | 'lastUid'
>

/** Raw mails, the threads they belong to, and what keeps automatic answers in bounds. */
export function mailStore(access: Access): MailStore {
  return { ...rawMailStore(access), ...threadStore(access), ...leaseStore(access) }
}

async function addRaw(db: Db, mail: RawMail): Promise<boolean> {
  const inserted = await db
    .insertInto('raw_mails')
    .values({
      id: mail.id,
      channel: mail.channel,
      uid_validity: mail.uidValidity,
      uid: mail.uid,
      sha256: mail.sha256,
      size: mail.size,
      state: mail.state,
      attempts: mail.attempts,
      error: storableText(mail.error),
      received_at: mail.receivedAt,
    })
    .onConflict((conflict) => conflict.columns(['channel', 'uid_validity', 'uid']).doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

function rawMailStore({ dialect, read, write }: Access): RawMailStore {
  return {
    addRaw: (mail) => write((db) => addRaw(db, mail)),
    async raw(id) {
      const row = await read((db) =>
        db.selectFrom('raw_mails').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row && rawMailOf(row)
    },
    async unprocessed(channel, limit) {
      const rows = await read((db) => {
        const query = db.selectFrom('raw_mails').selectAll().where('state', '=', 'stored')
        const oldestFirst = query.where('channel', '=', channel).orderBy('received_at').orderBy('uid')
        return oldestFirst.limit(limit).execute()
      })
      return rows.map(rawMailOf)
    },
    async quarantined(channels, limit) {
      if (channels.length === 0) return []
      const rows = await read((db) => {
        const query = db.selectFrom('raw_mails').selectAll().where('state', '=', 'quarantined')
        const ofChannels = query.where(dialect.isAnyOf('channel', channels))
        return ofChannels.orderBy('received_at').orderBy('uid').limit(limit).execute()
      })
      return rows.map(rawMailOf)
    },
    async quarantineCounts() {
      const rows = await read((db) => {
        const query = db.selectFrom('raw_mails').where('state', '=', 'quarantined')
        return query
          .select((eb) => ['channel', eb.fn.countAll<number>().as('count')])
          .groupBy('channel')
          .execute()
      })
      return Object.fromEntries(rows.map((row) => [row.channel, row.count]))
    },
    async setRawState(id, state, attempts, error) {
      const change = { state, attempts, error: storableText(error) }
      await write((db) => db.updateTable('raw_mails').set(change).where('id', '=', id).execute())
    },
    async lastUid(channel, uidValidity) {
      const row = await read((db) => {
        const query = db.selectFrom('raw_mails').select((eb) => eb.fn.max<number | null>('uid').as('uid'))
        const folder = query.where('channel', '=', channel).where('uid_validity', '=', uidValidity)
        return folder.executeTakeFirstOrThrow()
      })
      return row.uid ?? 0
    },
  }
}

function threadStore({
  read,
  write,
  dialect,
}: Access): Pick<MailStore, 'addReferences' | 'references' | 'countAutomatic'> {
  return {
    async addReferences(references) {
      if (references.length === 0) return
      const rows = references.map((reference) => ({
        org_id: reference.orgId,
        mail_id: storableText(reference.mailId),
        ticket_id: reference.ticketId,
        ours: reference.ours ? 1 : 0,
      }))
      await write((db) =>
        db
          .insertInto('mail_references')
          .values(rows)
          .onConflict((conflict) => conflict.columns(['org_id', 'mail_id', 'ticket_id']).doNothing())
          .execute(),
      )
    },
    async references(orgId, mailIds) {
      const rows = await read((db) => {
        const query = db.selectFrom('mail_references').selectAll().where('org_id', '=', orgId)
        return query.where(dialect.isAnyOf('mail_id', mailIds.map(storableText))).execute()
      })
      return rows.map(referenceOf)
    },
    async countAutomatic(address, day) {
      const { count } = await write((db) =>
        db
          .insertInto('automatic_mails')
          .values({ address: storableText(address), day, count: 1 })
          .onConflict((conflict) =>
            conflict
              .columns(['address', 'day'])
              .doUpdateSet((eb) => ({ count: eb('automatic_mails.count', '+', 1) })),
          )
          .returning('count')
          .executeTakeFirstOrThrow(),
      )
      return count
    },
  }
}

function leaseStore({ write }: Access): Pick<MailStore, 'lease' | 'releaseLease'> {
  return {
    async lease(name, owner, now, until) {
      const taken = await write((db) =>
        db
          .insertInto('leases')
          .values({ name, owner, until })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet({ owner, until })
              .where((eb) => eb.or([eb('leases.owner', '=', owner), eb('leases.until', '<=', now)])),
          )
          .executeTakeFirst(),
      )
      return taken.numInsertedOrUpdatedRows === 1n
    },
    async releaseLease(name, owner) {
      await write((db) =>
        db.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute(),
      )
    },
  }
}
