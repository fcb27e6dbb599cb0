import { sql } from 'kysely'
import type { Db } from '../sql/access.ts'

/** Names the lock of the sequencer among PostgreSQL's advisory locks; the number itself means nothing. */
const SEQUENCER_LOCK = 7_283_014_655
const MOST_AT_ONCE = 5_000
const PAUSE_MS = 5
const MOST_TRIES = 50

/**
 * Gives every change that is committed by now its position and returns how many got one. One process at a time does
 * it, and it looks at the rows only after it holds the lock, so positions appear in their order and without gaps.
 * When another process keeps the lock, this waits a moment for it to take our rows along, and leaves them to it then.
 */
export async function sequenceChanges(db: Db): Promise<number> {
  let given = 0
  for (let tries = 0; tries < MOST_TRIES && (await hasUnsequenced(db));) {
    const stamped = await db.transaction().execute(stampNext)
    given += stamped ?? 0
    if (stamped === MOST_AT_ONCE) continue
    if (stamped !== undefined) break
    tries += 1
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  return given
}

/** True while committed changes wait for their positions. */
export async function hasUnsequenced(db: Db): Promise<boolean> {
  const query = db.selectFrom('changes').select('doc_id').where('pos', 'is', null)
  return (await query.limit(1).executeTakeFirst()) !== undefined
}

/** Stamps the next rows in the order of their insertion; undefined when another process is at it. */
async function stampNext(db: Db): Promise<number | undefined> {
  const lock = await sql<{
    held: boolean
  }>`select pg_try_advisory_xact_lock(${SEQUENCER_LOCK}) as held`.execute(db)
  if (!lock.rows[0]?.held) return undefined
  const stamped = await sql`
    with newest as (select coalesce(max(pos), 0) as head from changes),
    pending as (
      select seq, row_number() over (order by seq) as nth
      from changes where pos is null order by seq limit ${MOST_AT_ONCE}
    )
    update changes set pos = newest.head + pending.nth
    from newest, pending where changes.seq = pending.seq`.execute(db)
  return Number(stamped.numAffectedRows ?? 0n)
}
