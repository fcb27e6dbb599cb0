import type { Selectable } from 'kysely'
import type { AccountStore, Credential, Device, TokenRecord } from '../account-store.ts'
import type { Access } from './access.ts'
import type { Tables } from './schema.ts'
import { storableText } from './storable.ts'

const credentialOf = (row: Selectable<Tables['credentials']>): Credential => ({
  personId: row.person_id,
  passwordHash: row.password_hash,
  failures: row.failures,
  lockedUntil: row.locked_until,
})

const deviceOf = (row: Selectable<Tables['devices']>): Device => ({
  id: row.id,
  personId: row.person_id,
  name: row.name,
  createdAt: row.created_at,
  seenAt: row.seen_at,
  revokedAt: row.revoked_at,
})

const tokenOf = (row: Selectable<Tables['tokens']>): TokenRecord => ({
  hash: row.hash,
  kind: row.kind as TokenRecord['kind'],
  personId: row.person_id,
  deviceId: row.device_id,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
})

type CredentialStore = Pick<
  AccountStore,
  'credential' | 'putCredential' | 'hasAnyCredential' | 'recordFailure' | 'clearFailures'
>
type DeviceStore = Pick<AccountStore, 'device' | 'putDevice' | 'devicesOf' | 'revokeDevice'>
type TokenStore = Pick<AccountStore, 'token' | 'putToken' | 'takeToken' | 'dropExpiredTokens'>

/** Credentials, devices and tokens. */
export function accountStore(access: Access): AccountStore {
  return { ...credentialStore(access), ...deviceStore(access), ...tokenStore(access) }
}

function credentialStore({ read, write }: Access): CredentialStore {
  return {
    async credential(personId) {
      const row = await read((db) =>
        db.selectFrom('credentials').selectAll().where('person_id', '=', personId).executeTakeFirst(),
      )
      return row && credentialOf(row)
    },
    async putCredential(credential) {
      const content = {
        password_hash: credential.passwordHash,
        failures: credential.failures,
        locked_until: credential.lockedUntil,
      }
      await write((db) =>
        db
          .insertInto('credentials')
          .values({ person_id: credential.personId, ...content })
          .onConflict((conflict) => conflict.column('person_id').doUpdateSet(content))
          .execute(),
      )
    },
    async hasAnyCredential() {
      const row = await read((db) =>
        db.selectFrom('credentials').select('person_id').limit(1).executeTakeFirst(),
      )
      return row !== undefined
    },
    async recordFailure(personId, lockAfter, lockedUntil) {
      const row = await write((db) =>
        db
          .updateTable('credentials')
          .set((eb) => ({
            failures: eb('failures', '+', 1),
            locked_until: eb
              .case()
              .when(eb('failures', '+', 1), '>=', lockAfter)
              .then(lockedUntil)
              .else(eb.ref('locked_until'))
              .end(),
          }))
          .where('person_id', '=', personId)
          .returningAll()
          .executeTakeFirst(),
      )
      return row && credentialOf(row)
    },
    async clearFailures(personId) {
      const cleared = { failures: 0, locked_until: '' }
      await write((db) =>
        db.updateTable('credentials').set(cleared).where('person_id', '=', personId).execute(),
      )
    },
  }
}

function deviceStore({ read, write }: Access): DeviceStore {
  return {
    async device(id) {
      const row = await read((db) =>
        db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row && deviceOf(row)
    },
    async putDevice(device) {
      const content = {
        person_id: device.personId,
        name: storableText(device.name),
        created_at: device.createdAt,
        seen_at: device.seenAt,
        revoked_at: device.revokedAt,
      }
      await write((db) =>
        db
          .insertInto('devices')
          .values({ id: device.id, ...content })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(content))
          .execute(),
      )
    },
    async devicesOf(personId) {
      const rows = await read((db) =>
        db.selectFrom('devices').selectAll().where('person_id', '=', personId).orderBy('id').execute(),
      )
      return rows.map(deviceOf)
    },
    async revokeDevice(id, at) {
      await write(async (db) => {
        await db.updateTable('devices').set({ revoked_at: at }).where('id', '=', id).execute()
        await db.deleteFrom('tokens').where('device_id', '=', id).execute()
      })
    },
  }
}

function tokenStore({ read, write }: Access): TokenStore {
  return {
    async token(hash) {
      const row = await read((db) =>
        db.selectFrom('tokens').selectAll().where('hash', '=', hash).executeTakeFirst(),
      )
      return row && tokenOf(row)
    },
    async putToken(token) {
      const content = {
        kind: token.kind,
        person_id: token.personId,
        device_id: token.deviceId,
        created_at: token.createdAt,
        expires_at: token.expiresAt,
      }
      await write((db) =>
        db
          .insertInto('tokens')
          .values({ hash: token.hash, ...content })
          .onConflict((conflict) => conflict.column('hash').doUpdateSet(content))
          .execute(),
      )
    },
    async takeToken(hash) {
      const taken = await write((db) => db.deleteFrom('tokens').where('hash', '=', hash).executeTakeFirst())
      return taken.numDeletedRows > 0n
    },
    async dropExpiredTokens(now) {
      const dropped = await write((db) =>
        db
          .deleteFrom('tokens')
          .where('expires_at', '<>', '')
          .where('expires_at', '<=', now)
          .executeTakeFirst(),
      )
      return Number(dropped.numDeletedRows)
    },
  }
}
