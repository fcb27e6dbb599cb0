import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { Mutation } from '#shared/protocol/wire.ts'
import type { Database } from './server-site.ts'

type Cell = string | number | readonly string[]
export type TableRow = readonly Cell[]

/** Everything the server stored for one mutation, each row in the order of its table's columns. */
export interface RowsOfMutation {
  readonly document: TableRow
  readonly activity: TableRow
  /** One row for the document and one for its entry in the activity log. */
  readonly changes: readonly TableRow[]
  readonly ledger: TableRow
  /** Only for a new document. */
  readonly lookups: readonly TableRow[]
}

type Found = Readonly<Record<string, unknown>>

/** Reads from the server's database what it stored for these mutations; a document as it stands in the end. */
export async function rowsOf(database: Database, mutations: readonly Mutation[]): Promise<RowsOfMutation[]> {
  const query = await reader(database)
  const text = database.kind === 'postgres' ? '::text' : ''
  const documents = await query(
    `select collection, id, rev, stamps${text} as stamps, body${text} as body, buckets, updated_at from documents`,
  )
  const lookups = await query('select collection, key, value, doc_id from lookups')
  const ledger = await query(`select device_id, mutation_id, answer${text} as answer, at from ledger`)
  await query('')
  const byKey = new Map(documents.map((row) => [`${row['collection']}/${row['id']}`, row]))
  const entries = Map.groupBy(
    documents.filter(({ collection }) => collection === 'activity'),
    (row) => String(JSON.parse(String(row['body'])).docId),
  )
  const lookupsOf = Map.groupBy(lookups, (row) => `${row['collection']}/${row['doc_id']}`)
  const answers = new Map(ledger.map((row) => [row['mutation_id'], row]))
  return mutations.map(({ id, collection, docId, op }) => {
    const document = cells(byKey.get(`${collection}/${docId}`))
    const activity = cells(entries.get(docId)?.shift())
    return {
      document,
      activity,
      changes: [document, activity].map(([name = '', doc = '', , , , buckets = '', at = '']) => [
        name,
        doc,
        buckets,
        at,
      ]),
      ledger: cells(answers.get(id)),
      lookups: op === 'create' ? (lookupsOf.get(`${collection}/${docId}`) ?? []).map(cells) : [],
    }
  })
}

function cells(row: Found | undefined): TableRow {
  if (!row) throw new Error('the server did not store what it accepted')
  return Object.values(row) as TableRow
}

/** Reads with a statement; '' ends the connection. */
async function reader({ kind, file, url }: Database): Promise<(statement: string) => Promise<Found[]>> {
  if (kind === 'sqlite') {
    const database = new DatabaseSync(file, { readOnly: true })
    return async (statement) => {
      if (statement !== '') return database.prepare(statement).all()
      database.close()
      return []
    }
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return async (statement) => {
    if (statement !== '') return (await client.query<Found>(statement)).rows
    await client.end()
    return []
  }
}
