import { sql } from 'kysely'
import type { NewId } from '#shared/kernel/ids.ts'
import { createActivity } from '../activity.ts'
import { createSignals } from '../signals.ts'
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
import { sqliteDialect } from './dialect.ts'
import { codeOf, SQLITE_BUSY } from './errors.ts'
import { fileOrigin } from './origin.ts'
import { cannotOpen, openSqlite, type SqliteConnections } from './open.ts'

const isBusy = (error: unknown) => codeOf(error) === SQLITE_BUSY

/** Lets one piece of work run at a time, in the order they came. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
}

/** Access that can tell when every transaction begun so far has ended. */
interface SqliteAccess extends Access {
  idle(): Promise<void>
}

function createAccess({ writer, reader }: SqliteConnections): SqliteAccess {
  const inTurn = createTurns()
  const notNested = createTransactionScope()
  const attempt = <T>(work: (db: Db) => Promise<T>) => writer.transaction().execute(work)
  return {
    dialect: sqliteDialect,
    read: (work) => work(reader),
    write: (work) => notNested(() => inTurn(() => retrying(isBusy, () => attempt(work)))),
    idle: () => inTurn(() => Promise.resolve()),
  }
}

/** Opens the embedded store in one file, creating it when there is none. Throws `CannotOpenStore`. */
export async function openSqliteStore(path: string, sources: Sources): Promise<Store> {
  const connections = openSqlite(path)
  try {
    const access = createAccess(connections)
    await retrying(isBusy, () => migrate(connections.writer, sqliteDialect))
    const epoch = await settleEpoch(access, sources, fileOrigin(path))
    return createStore(connections, access, epoch, sources.newId)
  } catch (error) {
    await connections.close()
    throw cannotOpen(path, error)
  }
}

function createStore(
  connections: SqliteConnections,
  access: SqliteAccess,
  epoch: string,
  newId: NewId,
): Store {
  const { dialect } = access
  const activity = createActivity()
  const signals = createSignals()
  return {
    kind: 'sqlite',
    accounts: accountStore(access),
    effects: effectStore(access),
    blobs: blobStore(access),
    mail: mailStore(access),
    parked: parkedStore(access),
    ...committedReads(access),
    async transact(work) {
      const result = await access.write((db) => runTransaction({ db, dialect }, newId, work))
      activity.announce()
      return result
    },
    // A change has its position from the start: there is one writer, and what it rolls back leaves no gap.
    sequence: () => Promise.resolve(),
    head: () => access.read((db) => readHead({ db })),
    changesAfter: (...given) => readChanges(access, ...given),
    hasChangesAfter: (pos, buckets) => readHasChanges(access, pos, buckets),
    revisions: (...given) => readRevisions(access, ...given),
    gained: (collection, gain, page) => readGained(access, collection, gain, page),
    countClosedBefore: (collection, reach) => countClosedBefore(access, collection, reach),
    epoch: () => Promise.resolve(epoch),
    onActivity: (listener) => activity.listen(listener),
    announce: () => activity.announce(),
    signal: (text) => signals.tell(text),
    onSignal: (listener) => signals.listen(listener),
    ping: async () => void (await access.read((db) => sql`select 1`.execute(db))),
    close: once(async () => {
      await access.idle()
      await connections.close()
    }),
  }
}
