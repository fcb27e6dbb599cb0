import { connect, createServer, type Server, type Socket } from 'node:net'

/** Which way bytes travel: what the client sends, or what the server answers. */
type Direction = 'to-server' | 'to-client'

/** Where a proxy forwards to. */
export interface ProxyTarget {
  readonly host?: string
  readonly port: number
}

/**
 * A network cable between one client and one server. Faults apply to open connections and to new ones until heal();
 * held bytes are delivered then, in order, as TCP does after an outage.
 */
export interface FaultProxy {
  readonly host: string
  readonly port: number
  /** Origin for HTTP clients, such as http://127.0.0.1:41234. */
  readonly url: string
  /** Breaks every connection and refuses new ones at once: the host is down. */
  cut(): void
  /** Lets nothing through in the given directions, without an error on either side: the network is gone. */
  partition(...directions: readonly Direction[]): void
  /** Holds every chunk back for `milliseconds` each way. */
  delay(milliseconds: number): void
  /**
   * Delivers requests but breaks the connection instead of passing on the answer: the client cannot know whether it
   * was done. With `request`, only for answers to HTTP requests whose first line matches, such as /^POST \/sync/.
   */
  dropAnswers(request?: RegExp): void
  /** Breaks every connection as soon as `bytes` more went that way: in the middle of a long transfer. */
  cutAfter(direction: Direction, bytes: number): void
  /** Ends all faults. */
  heal(): void
  /** Answers dropped so far. */
  droppedAnswers(): number
  /** Open connections. */
  connections(): number
  stop(): Promise<void>
}

interface Faults {
  cut: boolean
  partition: ReadonlySet<Direction>
  delayMs: number
  dropAnswers: RegExp | undefined
  allowance: { readonly direction: Direction; bytes: number } | undefined
}

interface Cable {
  /** Settles when both ends are closed. */
  readonly closed: Promise<unknown>
  break(): void
  /** Delivers what was held, and the news that one side has gone. */
  resume(): void
}

interface Flow {
  /** Delivers what was held, if the faults allow it now. */
  resume(): void
}

const noFaults: Readonly<Faults> = {
  cut: false,
  partition: new Set(),
  delayMs: 0,
  dropAnswers: undefined,
  allowance: undefined,
}

/** One direction of one connection: chunks, then possibly the end, each delivered when the faults allow it. */
function createFlow(
  direction: Direction,
  source: Socket,
  sink: Socket,
  faults: Readonly<Faults>,
  intercept: (chunk: Buffer) => 'pass' | 'drop',
): Flow {
  const held: { readonly item: Buffer | 'end'; readonly dueAt: number }[] = []
  const deliver = (): void => {
    while (held[0] !== undefined && !faults.partition.has(direction)) {
      const waitMs = faults.delayMs === 0 ? 0 : held[0].dueAt - performance.now()
      if (waitMs > 0) {
        setTimeout(deliver, Math.ceil(waitMs))
        return
      }
      const { item } = held[0]
      held.shift()
      if (item === 'end') sink.end()
      else if (intercept(item) === 'pass') sink.write(item)
    }
  }
  const accept = (item: Buffer | 'end'): void => {
    held.push({ item, dueAt: performance.now() + faults.delayMs })
    deliver()
  }
  source.on('data', (chunk: Buffer) => accept(chunk))
  source.on('end', () => accept('end'))
  return { resume: deliver }
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

function requestLine(chunk: Buffer): string | undefined {
  return /^[A-Z]+ \S+(?= HTTP\/)/.exec(chunk.toString('latin1', 0, 2000))?.[0]
}

function openCable(client: Socket, target: ProxyTarget, faults: Readonly<Faults>, onDrop: () => void): Cable {
  const server = connect({
    host: target.host ?? '127.0.0.1',
    port: target.port,
    allowHalfOpen: true,
  })
  let request = ''
  let failed = false
  const breakBoth = (): void => {
    client.resetAndDestroy()
    server.resetAndDestroy()
  }
  /** True when the chunk is more than may still go that way. */
  const isTooMuch = (direction: Direction, chunk: Buffer): boolean => {
    if (faults.allowance?.direction !== direction) return false
    faults.allowance.bytes -= chunk.length
    if (faults.allowance.bytes > 0) return false
    breakBoth()
    return true
  }
  const toServer = createFlow('to-server', client, server, faults, (chunk) => {
    request = requestLine(chunk) ?? request
    return isTooMuch('to-server', chunk) ? 'drop' : 'pass'
  })
  const toClient = createFlow('to-client', server, client, faults, (chunk) => {
    if (isTooMuch('to-client', chunk)) return 'drop'
    if (!faults.dropAnswers?.test(request)) return 'pass'
    onDrop()
    breakBoth()
    return 'drop'
  })
  // During a partition neither side learns that the other has gone.
  const fail = (): void => {
    failed = true
    if (faults.partition.size === 0) breakBoth()
  }
  client.on('error', fail)
  server.on('error', fail)
  return {
    closed: Promise.all([closing(client), closing(server)]),
    break: breakBoth,
    resume() {
      if (failed) breakBoth()
      toServer.resume()
      toClient.resume()
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('no port'))
      else resolve(address.port)
    })
  })
}

/** Starts a proxy on a free loopback port that forwards every connection to `target`. */
export async function startFaultProxy(target: ProxyTarget): Promise<FaultProxy> {
  const faults: Faults = { ...noFaults }
  const cables = new Set<Cable>()
  let dropped = 0

  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (faults.cut) {
      client.resetAndDestroy()
      return
    }
    const cable = openCable(client, target, faults, () => dropped++)
    cables.add(cable)
    void cable.closed.then(() => cables.delete(cable))
  })
  const port = await listen(server, 0)
  const breakAll = (): void => {
    for (const cable of cables) cable.break()
  }

  return {
    host: '127.0.0.1',
    port,
    url: `http://127.0.0.1:${port}`,
    cut() {
      faults.cut = true
      breakAll()
    },
    partition(...directions) {
      faults.partition = new Set(directions)
    },
    delay(milliseconds) {
      faults.delayMs = milliseconds
    },
    dropAnswers(request = /(?:)/) {
      faults.dropAnswers = request
    },
    cutAfter(direction, bytes) {
      faults.allowance = { direction, bytes }
    },
    heal() {
      Object.assign(faults, noFaults)
      for (const cable of cables) cable.resume()
    },
    droppedAnswers: () => dropped,
    connections: () => cables.size,
    async stop() {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
