import { sql } from 'kysely'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { ChangePage, ChangeRow } from '../store.ts'
import type { Access, Queries } from './access.ts'
import { inReach } from './reach.ts'

/** Position of the newest sequenced change, 0 when there is none. */
export async function readHead({ db }: Pick<Queries, 'db'>): Promise<number> {
  const query = db.selectFrom('changes').select((eb) => eb.fn.max<number | null>('pos').as('head'))
  return (await query.executeTakeFirstOrThrow()).head ?? 0
}

interface Window {
  /** Positions after `from` and up to `to`. */
  readonly from: number
  readonly to: number
  readonly buckets: readonly string[]
  readonly since: string
  readonly limit: number
}

interface ScannedRow {
  readonly pos: number
  readonly collection: CollectionName
  readonly doc_id: string
  /** 1 for the first change of the document in this window. */
  readonly nth: number
  /** Null when the document is not in reach any more, and for every change but its first. */
  readonly body: unknown
}

/** The matching change rows of a window, each document's body beside its first one. */
async function scanWindow({ db, dialect }: Queries, window: Window): Promise<readonly ScannedRow[]> {
  const { from, to, buckets, since, limit } = window
  const { rows } = await sql<ScannedRow>`
    with page as (
      select pos, collection, doc_id from changes
      where pos > ${from} and pos <= ${to} and ${dialect.overlaps('changes.buckets', buckets)}
      order by pos limit ${limit}
    ), numbered as (
      select page.*, row_number() over (partition by collection, doc_id order by pos) as nth from page
    )
    select numbered.*, case when nth = 1 then (
      select body from documents
      where documents.collection = numbered.collection and documents.id = numbered.doc_id
        and ${inReach(dialect, 'documents.buckets', { buckets, since })}
    ) end as body
    from numbered
    order by pos`.execute(db)
  return rows
}

/**
 * One page of sequenced changes, filtered before `limit`; each document stands once, at its first position, as it is
 * now. The head is read before the rows, and positions appear in their order, so nothing below `through` can follow.
 */
export async function readChanges(
  { read, dialect }: Access,
  after: number,
  buckets: readonly string[],
  limit: number,
  since = '',
): Promise<ChangePage> {
  const head = await read((db) => readHead({ db }))
  const found = new Map<string, ChangeRow>()
  let scanned = 0
  for (let from = buckets.length === 0 ? head : after; from < head;) {
    const to = Math.min(head, from + dialect.scanWindow)
    const window = { from, to, buckets, since, limit: limit - scanned }
    const rows = await read((db) => scanWindow({ db, dialect }, window))
    for (const { pos, collection, doc_id: id, nth, body } of rows) {
      const key = `${collection}/${id}`
      if (nth > 1 || found.has(key)) continue
      found.set(key, { pos, collection, id, doc: body === null ? undefined : dialect.readJson(body) })
    }
    scanned += rows.length
    const last = rows.at(-1)
    if (scanned >= limit && last)
      return { rows: [...found.values()], through: last.pos, more: last.pos < head }
    from = to
  }
  return { rows: [...found.values()], through: head, more: false }
}

/** True when a change after the position concerns the buckets; those without a position yet come after every one. */
export async function readHasChanges(
  { read, dialect }: Access,
  after: number,
  buckets: readonly string[],
): Promise<boolean> {
  const concerns = dialect.overlaps('changes.buckets', buckets)
  const { rows } = await read((db) =>
    sql`select 1 from changes where pos > ${after} and ${concerns}
      union all select 1 from changes where pos is null and ${concerns} limit 1`.execute(db),
  )
  return rows.length > 0
}
