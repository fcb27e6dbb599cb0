import pg, { type ClientConfig } from 'pg'
import { createActivity, type Activity } from '../activity.ts'

const CHANNEL = 'satchel_activity'
/** NOTIFY takes a lock that every committing process waits for, so there is at most one per this many milliseconds. */
const NOTIFY_EVERY_MS = 20
const RECONNECT_MS = 250
const POLL_MS = 1_000

export interface SharedActivityOptions {
  readonly connection: ClientConfig
  /** Called after the connection was lost and found again, before listeners are told. */
  readonly reconnected: () => Promise<void>
  /** True when something happened since it was last asked: the floor for notices that got lost. */
  readonly hasNews: () => Promise<boolean>
}

/** Activity of every process on one database, over a connection that does nothing else. */
export interface SharedActivity extends Activity {
  close(): Promise<void>
}

/** Starts listening. Connection losses are mended in the background; until then the poll carries the news. */
export function createSharedActivity(options: SharedActivityOptions): SharedActivity {
  const local = createActivity()
  const line = createLine(options, local)
  let notice: NodeJS.Timeout | undefined
  const poll = pollForNews(options, local)
  return {
    listen: (listener) => local.listen(listener),
    announce() {
      local.announce()
      notice ??= setTimeout(() => {
        notice = undefined
        line.notify()
      }, NOTIFY_EVERY_MS).unref()
    },
    async close() {
      clearTimeout(notice)
      if (notice) line.notify()
      await Promise.all([poll.stop(), line.close()])
    },
  }
}

interface Line {
  notify(): void
  close(): Promise<void>
}

/** The connection that hears other processes and tells them; its own notices come back to it and are ignored. */
function createLine({ connection, reconnected }: SharedActivityOptions, local: Activity): Line {
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  let isFirst = true

  const connect = async () => {
    const own = new pg.Client(connection)
    const lost = () => {
      if (isClosed || retry) return
      if (client === own) client = undefined
      void own.end().catch(() => undefined)
      retry = setTimeout(() => {
        retry = undefined
        connecting = connect()
      }, RECONNECT_MS).unref()
    }
    own.on('error', lost)
    own.on('end', lost)
    own.on('notification', ({ processId }) => {
      if (processId !== processIdOf(own)) local.announce()
    })
    try {
      await own.connect()
      await own.query(`listen ${CHANNEL}`)
      if (!isFirst) await reconnected()
      client = own
      isFirst = false
      // What happened before we listened.
      local.announce()
    } catch {
      lost()
    }
  }
  let connecting = connect()

  return {
    notify() {
      client?.query(`notify ${CHANNEL}`).catch(() => undefined)
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      await connecting
      await client?.end().catch(() => undefined)
    },
  }
}

/** The number PostgreSQL gave the connection; `pg` has it, its types do not. */
function processIdOf(client: pg.Client): number | undefined {
  return (client as { processID?: number }).processID
}

function pollForNews({ hasNews }: SharedActivityOptions, local: Activity): { stop(): Promise<void> } {
  let asking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const ask = async () => {
    // While the database is away there is no news; the next turn asks again.
    if (await hasNews().catch(() => false)) local.announce()
    if (!isStopped) schedule()
  }
  const schedule = () => {
    timer = setTimeout(() => {
      asking = ask()
    }, POLL_MS).unref()
  }
  schedule()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await asking
    },
  }
}
