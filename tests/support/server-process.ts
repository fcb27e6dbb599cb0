import { join } from 'node:path'
import { startProcess, type ExitStatus, type RunningProcess } from './child-process.ts'
import { freePort } from './free-port.ts'
import { createTempDir, type TempDir } from './temp-dir.ts'

/** A sync server in a process of its own, on loopback. */
export interface ServerProcess {
  /** Origin without a trailing slash, such as http://127.0.0.1:41234; the same after a restart. */
  readonly url: string
  readonly port: number
  readonly dataDir: string
  /** Process id of the present run. */
  pid(): number
  /** The latest log lines of the present run. */
  output(): string
  /** Ends the server at once, by SIGKILL unless told otherwise, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<ExitStatus>
  /** Ends the present run gracefully if there is one, then starts again with the same port and data. */
  restart(changes?: ServerEnvironment): Promise<void>
  /** Stops gracefully and removes the data directory if it was made for this server. */
  stop(): Promise<ExitStatus>
}

/** Environment variables for the server; undefined removes one. */
export type ServerEnvironment = Readonly<Record<string, string | undefined>>

const projectRoot = join(import.meta.dirname, '..', '..')
const readyDeadlineMs = 30_000

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) })
    await response.body?.cancel()
    return response.status === 200
  } catch {
    return false
  }
}

async function waitUntilReady(server: RunningProcess, url: string): Promise<void> {
  const deadline = performance.now() + readyDeadlineMs
  while (!(await isReady(url))) {
    const late = performance.now() > deadline
    if (late || !server.isRunning()) {
      const status = await server.stop('SIGKILL')
      const end = late
        ? `was not ready after ${readyDeadlineMs} ms`
        : `ended with ${status.code ?? status.signal}`
      throw new Error(`the sync server ${end}:\n${server.output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The parent's environment without what would point the server at somebody's real data. */
function baseEnvironment(): ServerEnvironment {
  return {
    ...process.env,
    DATABASE_URL: undefined,
    NODE_OPTIONS: undefined,
    VITEST: undefined,
    NODE_ENV: 'test',
  }
}

/**
 * Starts `sync-server/main.ts` with HOST, PORT and DATA_DIR chosen here unless `env` gives them, and returns when
 * /readyz answers 200; throws with the log when it does not.
 */
export async function startServer(env: ServerEnvironment = {}): Promise<ServerProcess> {
  const ownDir: TempDir | undefined = env['DATA_DIR'] ? undefined : await createTempDir('server')
  const dataDir = env['DATA_DIR'] ?? ownDir?.path ?? ''
  const given = Number(env['PORT'] ?? 0)
  const port = given === 0 ? await freePort() : given
  const url = `http://127.0.0.1:${port}`
  let settings: ServerEnvironment = { ...baseEnvironment(), HOST: '127.0.0.1', ...env }

  const launch = async (): Promise<RunningProcess> => {
    const fixed = { DATA_DIR: dataDir, PORT: String(port) }
    const started = await startProcess(process.execPath, ['sync-server/main.ts'], {
      cwd: projectRoot,
      env: { ...settings, ...fixed },
    })
    await waitUntilReady(started, url)
    return started
  }
  let server: RunningProcess
  try {
    server = await launch()
  } catch (error) {
    await ownDir?.remove()
    throw error
  }

  return {
    url,
    port,
    dataDir,
    pid: () => server.pid,
    output: () => server.output(),
    async kill(signal = 'SIGKILL') {
      server.kill(signal)
      return server.exited
    },
    async restart(changes = {}) {
      await server.stop()
      settings = { ...settings, ...changes }
      server = await launch()
    },
    async stop() {
      const status = await server.stop()
      await ownDir?.remove()
      return status
    },
  }
}
