import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDatabase, startPostgresCluster, type PostgresCluster } from './postgres-cluster.ts'

let cluster: PostgresCluster

beforeAll(async () => {
  cluster = await startPostgresCluster({ own: true })
})

afterAll(async () => {
  await cluster.stop()
})

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return rows
  } finally {
    await client.end()
  }
}

test('each test gets an empty database of its own', async () => {
  const [one, other] = await Promise.all([cluster.createDatabase(), cluster.createDatabase()])
  await query(one.url, 'CREATE TABLE note (body text)')
  expect(await query(other.url, `SELECT to_regclass('note') AS found`)).toEqual([{ found: null }])
  await one.drop()
  await expect(query(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/)
})

test('the server is as durable as in production', async () => {
  expect(await query(cluster.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }])
  expect(await query(cluster.url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }])
})

test('what was committed survives a crash of the whole server', async () => {
  const database = await cluster.createDatabase()
  await query(database.url, 'CREATE TABLE note (body text)')
  await query(database.url, `INSERT INTO note VALUES ('kept')`)
  await cluster.crash()
  await expect(query(database.url, 'SELECT 1')).rejects.toThrow()
  await cluster.start()
  expect(await query(database.url, 'SELECT body FROM note')).toEqual([{ body: 'kept' }])
})

test('the run shares one cluster between its test files', async () => {
  const database = await createDatabase(inject('postgresUrl'))
  expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await database.drop()
})
