import { readFileSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import pg from 'pg'
import { cpuSeconds } from './server-cpu.ts'
import type { RowsOfMutation, TableRow } from './server-rows.ts'
import type { Database } from './server-site.ts'

/**
 * The peer of a push, in a process of its own: nothing but INSERT … ON CONFLICT DO UPDATE, prepared once, one
 * statement for each row, as many mutations in a transaction as a push had, each device on its own connection.
 * Usage: node bench/sync/server-peer.ts <order.json>; prints what it measured as JSON.
 */
export interface PeerOrder {
  readonly database: Database
  /** `document`: the document of each mutation alone. `all`: every row the server stored for it. */
  readonly rows: 'document' | 'all'
  readonly perTransaction: number
  readonly devices: readonly (readonly RowsOfMutation[])[]
}

export interface PeerResult {
  readonly mutations: number
  readonly seconds: number
  readonly cpuSeconds: number
}

interface Statement {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
}

const DOCUMENTS: Statement = {
  name: 'documents',
  table: 'documents',
  columns: ['collection', 'id', 'rev', 'stamps', 'body', 'buckets', 'updated_at'],
  key: ['collection', 'id'],
}
const CHANGES: Statement = {
  name: 'changes',
  table: 'changes',
  columns: ['collection', 'doc_id', 'buckets', 'at'],
  key: [],
}
const LEDGER: Statement = {
  name: 'ledger',
  table: 'ledger',
  columns: ['device_id', 'mutation_id', 'answer', 'at'],
  key: ['device_id', 'mutation_id'],
}
const LOOKUPS: Statement = {
  name: 'lookups',
  table: 'lookups',
  columns: ['collection', 'key', 'value', 'doc_id'],
  key: ['collection', 'key', 'value', 'doc_id'],
}

type Write = readonly [Statement, TableRow]

function writesOf(order: PeerOrder, rows: RowsOfMutation): Write[] {
  if (order.rows === 'document') return [[DOCUMENTS, rows.document]]
  return [
    [DOCUMENTS, rows.document],
    [DOCUMENTS, rows.activity],
    ...rows.changes.map((row): Write => [CHANGES, row]),
    ...rows.lookups.map((row): Write => [LOOKUPS, row]),
    [LEDGER, rows.ledger],
  ]
}

function textOf({ table, columns, key }: Statement, placeholder: (index: number) => string): string {
  const values = columns.map((_, index) => placeholder(index)).join(', ')
  const updates = columns.filter((column) => !key.includes(column))
  const [first = ''] = key
  const replaced = (updates.length === 0 ? [first] : updates).map(
    (column) => `${column} = excluded.${column}`,
  )
  const conflict =
    key.length === 0 ? '' : ` on conflict (${key.join(', ')}) do update set ${replaced.join(', ')}`
  return `insert into ${table} (${columns.join(', ')}) values (${values})${conflict}`
}

async function onPostgres(
  order: PeerOrder,
  batches: readonly (readonly Write[])[][],
): Promise<() => Promise<void>> {
  const clients = await Promise.all(
    batches.map(async () => {
      const client = new pg.Client({ connectionString: order.database.url })
      await client.connect()
      return client
    }),
  )
  const texts = new Map(
    [DOCUMENTS, CHANGES, LEDGER, LOOKUPS].map((each) => [each, textOf(each, (index) => `$${index + 1}`)]),
  )
  return async () => {
    await Promise.all(
      clients.map(async (client, index) => {
        for (const batch of batches[index] ?? []) {
          await client.query('begin')
          for (const [statement, row] of batch) {
            const { name } = statement
            await client.query({ name, text: texts.get(statement) ?? '', values: [...row] })
          }
          await client.query('commit')
        }
        await client.end()
      }),
    )
  }
}

function onSqlite(order: PeerOrder, batches: readonly (readonly Write[])[][]): () => Promise<void> {
  const database = new DatabaseSync(order.database.file)
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  const prepared = new Map(
    [DOCUMENTS, CHANGES, LEDGER, LOOKUPS].map((each) => [each, database.prepare(textOf(each, () => '?'))]),
  )
  return async () => {
    const longest = Math.max(...batches.map(({ length }) => length))
    for (let turn = 0; turn < longest; turn++) {
      for (const batch of batches.flatMap((own) => own.slice(turn, turn + 1))) {
        database.exec('begin immediate')
        for (const [statement, row] of batch)
          prepared.get(statement)?.run(...(row as readonly SQLInputValue[]))
        database.exec('commit')
      }
    }
    database.close()
  }
}

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as PeerOrder
const batches = order.devices.map((device) => {
  const writes = device.map((rows) => writesOf(order, rows))
  const count = Math.ceil(writes.length / order.perTransaction)
  return Array.from({ length: count }, (_, index) =>
    writes.slice(index * order.perTransaction, (index + 1) * order.perTransaction).flat(),
  )
})
const run = order.database.kind === 'postgres' ? await onPostgres(order, batches) : onSqlite(order, batches)
const used = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + (order.database.pid === 0 ? 0 : cpuSeconds(order.database.pid))
}
const [cpuBefore, began] = [used(), performance.now()]
await run()
const result: PeerResult = {
  mutations: order.devices.flat().length,
  seconds: (performance.now() - began) / 1000,
  cpuSeconds: used() - cpuBefore,
}
console.log(JSON.stringify(result))
