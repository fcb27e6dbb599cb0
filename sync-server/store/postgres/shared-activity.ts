import pg, { type ClientConfig } from 'pg'
import { createActivity, type Activity } from '../activity.ts'

const CHANNEL = 'satchel_activity'
/** NOTIFY takes a lock that every committing process waits for, so there is at most one per this many milliseconds. */
const NOTIFY_EVERY_MS = 20
const RECONNECT_MS = 250
const POLL_MS = 1_000
const QUERY_TIMEOUT_MS = 10_000

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

interface Connection {
  readonly client: pg.Client
  /** Gives it up; another one is opened a little later. */
  lose(): void
}

/** The connection that hears other processes and tells them; its own notices come back to it and are ignored. */
function createLine({ connection, reconnected }: SharedActivityOptions, local: Activity): Line {
  let current: Connection | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  let isFirst = true

  const open = (): Connection => {
    const client = new pg.Client({ ...connection, query_timeout: QUERY_TIMEOUT_MS })
    let isLost = false
    const lose = () => {
      if (isLost) return
      isLost = true
      if (current?.client === client) current = undefined
      void client.end().catch(() => undefined)
      if (!isClosed) retry = setTimeout(() => (connecting = connect()), RECONNECT_MS).unref()
    }
    client.on('error', lose)
    client.on('end', lose)
    client.on('notification', ({ processId }) => {
      if (processId !== processIdOf(client)) local.announce()
    })
    return { client, lose }
  }
  const connect = async () => {
    const own = open()
    try {
      await own.client.connect()
      await own.client.query(`listen ${CHANNEL}`)
      if (!isFirst) await reconnected()
      isFirst = false
      current = own
      // What happened before we listened.
      local.announce()
    } catch {
      own.lose()
    }
  }
  let connecting = connect()
  const sender = createSender(() => current)

  return {
    notify: sender.send,
    async close() {
      isClosed = true
      clearTimeout(retry)
      await connecting
      await sender.sent()
      await current?.client.end().catch(() => undefined)
    },
  }
}

/** Sends one notice at a time; what is announced meanwhile becomes one more. */
function createSender(current: () => Connection | undefined): { send(): void; sent(): Promise<void> } {
  let isWanted = false
  let sending: Promise<void> | undefined
  const sendAll = async () => {
    for (let own = current(); isWanted && own; own = current()) {
      isWanted = false
      await own.client.query(`notify ${CHANNEL}`).catch(own.lose)
    }
    sending = undefined
  }
  return {
    send() {
      isWanted = true
      sending ??= sendAll()
    },
    sent: () => sending ?? Promise.resolve(),
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
