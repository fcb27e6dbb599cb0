import { sql } from 'kysely'
import type { Store } from '../store.ts'
import { accountStore } from '../sql/accounts.ts'
import type { Access, Db } from '../sql/access.ts'
import { blobStore } from '../sql/blobs.ts'
import { readChanges, readHasChanges, readHead } from '../sql/changes.ts'
import { committedReads, readRevisions } from '../sql/documents.ts'
import { effectStore } from '../sql/effects.ts'
import { countClosedBefore, readGained } from '../sql/gained.ts'
import { mailStore } from '../sql/mail.ts'
import { parkedStore } from '../sql/parked.ts'
import { migrate, settleEpoch, type Sources } from '../sql/migrate.ts'
import { runTransaction } from '../sql/store-tx.ts'
import { createTransactionScope, once, retrying } from '../sql/transaction.ts'
import { checkServer, connectionSettings, connectPool, parseDatabaseUrl } from './connect.ts'
import { postgresDialect } from './dialect.ts'
import { cannotOpen, isMigrationRace, isPassing } from './errors.ts'
import { databaseOrigin } from './origin.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { hasUnsequenced, sequenceChanges } from './sequence.ts'
import { createSharedActivity } from './shared-activity.ts'

function createAccess(db: Db): Access {
  const notNested = createTransactionScope()
  return {
    dialect: postgresDialect,
    read: (work) => work(db),
    write: (work) => notNested(() => retrying(isPassing, () => db.transaction().execute(work))),
  }
}

/** Opens the store on a PostgreSQL database that other processes may share. Throws `CannotOpenStore`. */
export async function openPostgresStore(databaseUrl: string, sources: Sources): Promise<Store> {
  const url = parseDatabaseUrl(databaseUrl)
  const db = connectPool(url)
  try {
    await checkServer(url)
    await retrying(isMigrationRace, () => migrate(db, postgresDialect))
    const access = createAccess(db)
    const settle = async () => settleEpoch(access, sources, await databaseOrigin(db))
    const epoch = await settle()
    return createStore({ url, db, access, sources, epoch, settle })
  } catch (error) {
    await db.destroy()
    throw cannotOpen(url, error)
  }
}

interface Parts {
  readonly url: URL
  readonly db: Db
  readonly access: Access
  readonly sources: Sources
  readonly epoch: string
  readonly settle: () => Promise<string>
}

/** Tells whether the head moved or changes wait for their positions. */
function createNews(db: Db): () => Promise<boolean> {
  let known = 0
  return async () => {
    const head = await readHead({ db })
    const moved = head !== known
    known = head
    return moved || hasUnsequenced(db)
  }
}

function createStore({ url, db, access, sources, epoch: firstEpoch, settle }: Parts): Store {
  const { dialect } = access
  let epoch = firstEpoch
  const activity = createSharedActivity({
    connection: connectionSettings(url),
    // The server we find again may be another one, started from a backup or promoted.
    async reconnected() {
      epoch = await settle()
    },
    hasNews: createNews(db),
  })
  const sequence = oneAtATime(async () => {
    if ((await sequenceChanges(db)) > 0) activity.announce()
  })
  return {
    kind: 'postgres',
    accounts: accountStore(access),
    effects: effectStore(access),
    blobs: blobStore(access),
    mail: mailStore(access),
    parked: parkedStore(access),
    ...committedReads(access),
    async transact(work) {
      const result = await access.write((tx) => runTransaction({ db: tx, dialect }, sources.newId, work))
      activity.announce()
      return result
    },
    sequence,
    head: () => readHead({ db }),
    changesAfter: (...given) => readChanges(access, ...given),
    hasChangesAfter: (pos, buckets) => readHasChanges(access, pos, buckets),
    revisions: (...given) => readRevisions(access, ...given),
    gained: (collection, gain, page) => readGained(access, collection, gain, page),
    countClosedBefore: (collection, reach) => countClosedBefore(access, collection, reach),
    epoch: () => Promise.resolve(epoch),
    onActivity: (listener) => activity.listen(listener),
    announce: () => activity.announce(),
    signal: (text) => activity.signal(text),
    onSignal: (listener) => activity.onSignal(listener),
    ping: async () => void (await sql`select 1`.execute(db)),
    close: once(async () => {
      await activity.close()
      await db.destroy()
    }),
  }
}
