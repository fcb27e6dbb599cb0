import { Client } from 'pg'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { systemClock } from '#shared/kernel/time.ts'
import { freePort } from '#tests/support/free-port.ts'
import { createDatabase, type TestDatabase } from '#tests/support/postgres-cluster.ts'
import { CannotOpenStore } from './cannot-open-store.ts'
import { activityOf, aSignal, aWrite, save, type StorePlace } from './contract/place.ts'
import { openStore } from './open-store.ts'
import { describeStore } from './store-contract.ts'
import type { Store } from './store.ts'

const openAt = (databaseUrl: string) =>
  openStore({ databaseUrl, dataDir: '/nowhere', clock: systemClock, newId })

async function aDatabase(): Promise<StorePlace> {
  const database = await createDatabase(inject('postgresUrl'))
  const opened: Store[] = []
  return {
    async open() {
      const store = await openAt(database.url)
      opened.push(store)
      return store
    },
    async destroy() {
      await Promise.allSettled(opened.map((store) => store.close()))
      await database.drop()
    },
  }
}

describeStore('PostgreSQL', aDatabase, { processes: 2 })

describe('the PostgreSQL store', () => {
  let database: TestDatabase
  let admin: Client
  let store: Store
  let other: Store

  beforeEach(async () => {
    database = await createDatabase(inject('postgresUrl'))
    store = await openAt(database.url)
    other = await openAt(database.url)
    admin = new Client({ connectionString: database.url })
    await admin.connect()
  })
  afterEach(async () => {
    await Promise.allSettled([store.close(), other.close(), admin.end()])
    await database.drop()
  })

  const cutConnections = () =>
    admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)

  test('goes on after every connection was cut, and hears other processes again', async () => {
    await save(store, aWrite({ id: 'before' }))
    await cutConnections()
    await expect
      .poll(() =>
        store.ping().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await expect
      .poll(() =>
        save(store, aWrite({ id: 'after' })).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    const heard = activityOf(other)
    await save(store, aWrite({ id: 'heard' }))
    await heard
    expect(await other.head()).toBe(3)
  })

  test('fails a transaction whose connection is cut, and leaves nothing of it', async () => {
    const [written, cut] = [aSignal(), aSignal()]
    const transaction = store.transact(async (tx) => {
      await tx.put(aWrite())
      written.give()
      await cut.given
    })
    await written.given
    await cutConnections()
    cut.give()
    await expect(transaction).rejects.toThrow()
    await expect.poll(() => store.count('tickets').catch(() => -1)).toBe(0)
  })

  test('hears of a change by polling when no notice comes', async () => {
    // Written past the stores, so that nobody sends a notice.
    const heard = [activityOf(store), activityOf(other)]
    await admin.query(
      `insert into changes (collection, doc_id, buckets, at) values ('tickets', 'x', '{org:a}', '')`,
    )
    await Promise.all(heard)
    await other.sequence()
    expect(await store.head()).toBe(1)
  })

  test('gives no position while an earlier transaction may still commit below it', async () => {
    const [written, released] = [aSignal(), aSignal()]
    const slow = store.transact(async (tx) => {
      await tx.put(aWrite({ id: 'slow' }))
      written.give()
      await released.given
    })
    await written.given
    await save(other, aWrite({ id: 'fast' }))
    const first = await other.changesAfter(0, ['org:a'], 10)
    expect(first).toMatchObject({ rows: [{ pos: 1, id: 'fast' }], through: 1 })
    released.give()
    await slow
    await other.sequence()
    expect(await other.changesAfter(first.through, ['org:a'], 10)).toMatchObject({
      rows: [{ pos: 2, id: 'slow' }],
      through: 2,
    })
  })

  test('does not hang while a stalled process holds the sequencer, and sequences after it', async () => {
    await admin.query('begin')
    await admin.query('select pg_advisory_xact_lock(7283014655)')
    await save(store, aWrite())
    expect(await store.head()).toBe(0)
    await admin.query('rollback')
    await store.sequence()
    expect(await store.head()).toBe(1)
  })

  test('keeps its epoch when it is opened again, and begins another in a restored copy', async () => {
    const epoch = await store.epoch()
    await Promise.all([store.close(), other.close(), admin.end()])
    const name = new URL(database.url).pathname.slice(1)
    const cluster = new Client({ connectionString: inject('postgresUrl') })
    await cluster.connect()
    await cluster.query(`create database ${name}_copy template ${name}`)
    await cluster.query(`alter database ${name} rename to ${name}_lost`)
    await cluster.query(`alter database ${name}_copy rename to ${name}`)
    const restored = await openAt(database.url)
    const again = await openAt(database.url)
    expect(await restored.epoch()).not.toBe(epoch)
    expect(await again.epoch()).toBe(await restored.epoch())
    await Promise.all([restored.close(), again.close()])
    await cluster.query(`drop database ${name}_lost`)
    await cluster.end()
  })

  test('of a user who may not create tables says so', async () => {
    const fresh = await createDatabase(inject('postgresUrl'))
    const role = `guest_${newId().replaceAll('-', '')}`
    await admin.query(`create role ${role} login password 'guest'`)
    const url = new URL(fresh.url)
    url.username = role
    url.password = 'guest'
    await expect(openAt(url.href)).rejects.toThrow('The user may not create tables there')
    await fresh.drop()
    await admin.query(`drop role ${role}`)
  })

  test('made by a newer Satchel is left alone', async () => {
    await admin.query(`insert into kysely_migration values ('9999-far-future', '2030-01-01T00:00:00.000Z')`)
    await expect(openAt(database.url)).rejects.toThrow(
      /made by a newer Satchel \(it has the step 9999-far-future\)/,
    )
  })
})

describe('a DATABASE_URL', () => {
  const changed = (change: (url: URL) => void) => {
    const url = new URL(inject('postgresUrl'))
    change(url)
    return url.href
  }

  test.each(['mysql://a@b/c', 'not a url', 'postgres://host:5432', 'postgres://host:5432/'])(
    '%s is explained',
    async (url) => {
      await expect(openAt(url)).rejects.toThrow(/looks like postgres:\/\/user:password@host:5432\/satchel/)
    },
  )

  test('where nothing answers is explained', async () => {
    const port = String(await freePort())
    const opening = openAt(changed((url) => (url.port = port)))
    await expect(opening).rejects.toThrow(CannotOpenStore)
    await expect(opening).rejects.toThrow(`127.0.0.1:${port}/postgres cannot be used`)
    await expect(opening).rejects.toThrow('Nothing answers there')
  })

  test('with a wrong password is explained without showing it', async () => {
    const opening = openAt(changed((url) => (url.password = 'secret-but-wrong')))
    await expect(opening).rejects.toThrow('The user name or the password is wrong')
    await expect(opening).rejects.not.toThrow('secret-but-wrong')
  })

  test('of a database that does not exist is explained', async () => {
    await expect(openAt(changed((url) => (url.pathname = '/nobody')))).rejects.toThrow(
      'There is no such database',
    )
  })
})
