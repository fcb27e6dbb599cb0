import pg, { type ClientConfig } from 'pg'
import { createActivity, type Activity } from '../activity.ts'
import { createSignals, type Signals } from '../signals.ts'

const CHANNEL = 'satchel_activity'
const SIGNAL_CHANNEL = 'satchel_signal'
/** Signals that wait for the connection; of more the oldest are lost. */
const MOST_SIGNALS = 1000
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
  /** Tells every process these words, and the listeners of this one. */
  signal(text: string): void
  onSignal: Signals['listen']
  close(): Promise<void>
}

/** Starts listening. Connection losses are mended in the background; until then the poll carries the news. */
export function createSharedActivity(options: SharedActivityOptions): SharedActivity {
  const local = createActivity()
  const signals = createSignals()
  const line = createLine(options, local, signals)
  let notice: NodeJS.Timeout | undefined
  let isWanted = false
  let texts: string[] = []
  const send = () => {
    clearTimeout(notice)
    notice = undefined
    if (isWanted) line.notify()
    if (texts.length > 0) line.signal(texts)
    isWanted = false
    texts = []
  }
  const soon = () => (notice ??= setTimeout(send, NOTIFY_EVERY_MS).unref())
  const poll = pollForNews(options, local)
  return {
    listen: (listener) => local.listen(listener),
    announce() {
      local.announce()
      isWanted = true
      soon()
    },
    onSignal: (listener) => signals.listen(listener),
    signal(text) {
      signals.tell(text)
      texts = [...texts, text].slice(-MOST_SIGNALS)
      soon()
    },
    async close() {
      send()
      await Promise.all([poll.stop(), line.close()])
    },
  }
}

interface Line {
  notify(): void
  signal(texts: readonly string[]): void
  close(): Promise<void>
}

interface Connection {
  readonly client: pg.Client
  /** Gives it up; another one is opened a little later. */
  lose(): void
}

/** The connection that hears other processes and tells them; its own notices come back to it and are ignored. */
function createLine(
  { connection, reconnected }: SharedActivityOptions,
  local: Activity,
  signals: Signals,
): Line {
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
    client.on('notification', ({ processId, channel, payload = '' }) => {
      if (processId === processIdOf(client)) return
      if (channel === SIGNAL_CHANNEL) signals.tell(payload)
      else local.announce()
    })
    return { client, lose }
  }
  const connect = async () => {
    const own = open()
    try {
      await own.client.connect()
      await own.client.query(`listen ${CHANNEL}; listen ${SIGNAL_CHANNEL}`)
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
    notify: () => sender.send([]),
    signal: sender.send,
    async close() {
      isClosed = true
      clearTimeout(retry)
      await connecting
      await sender.sent()
      await current?.client.end().catch(() => undefined)
    },
  }
}

interface Sender {
  /** Sends these signals; none means a bare notice that something happened. */
  send(texts: readonly string[]): void
  sent(): Promise<void>
}

/**
 * Sends one statement at a time; what is announced meanwhile becomes one more, and signals go together. Without a
 * connection signals are lost: they would be old news by the time there is one.
 */
function createSender(current: () => Connection | undefined): Sender {
  let isWanted = false
  let waiting: readonly string[] = []
  let sending: Promise<void> | undefined
  const isIdle = () => !isWanted && waiting.length === 0
  const sendAll = async () => {
    for (let own = current(); !isIdle() && own; own = current()) {
      const [texts, isNotice] = [waiting, isWanted]
      if (isNotice) isWanted = false
      else waiting = []
      const statement = isNotice
        ? own.client.query(`notify ${CHANNEL}`)
        : own.client.query(SEND_SIGNALS, [SIGNAL_CHANNEL, texts])
      await statement.catch(own.lose)
    }
  }
  const start = () => {
    // The end of a run is noted after its beginning, also where it had nothing to wait for.
    sending ??= sendAll().finally(() => {
      sending = undefined
      if (!isIdle() && current()) start()
    })
  }
  return {
    send(texts) {
      if (texts.length === 0) isWanted = true
      waiting = current() ? [...waiting, ...texts].slice(-MOST_SIGNALS) : []
      start()
    },
    sent: () => sending ?? Promise.resolve(),
  }
}

const SEND_SIGNALS = 'select pg_notify($1, text) from unnest($2::text[]) as text'

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
