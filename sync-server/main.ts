import { isIPv6, type Server } from 'node:net'
import { compose } from './app/compose.ts'
import { readConfig, type Config } from './app/config.ts'
import { createLog } from './app/log.ts'
import { CannotOpenStore } from './store/cannot-open-store.ts'

const SHUTDOWN_MS = 10_000

/** Exit codes of sysexits.h: wrong configuration, and something needed that is not there. */
const EXIT_CONFIG = 78
const EXIT_UNAVAILABLE = 69

const result = readConfig(process.env)
if (result.ok) await serve(result.config)
else fail(EXIT_CONFIG, ['Satchel cannot start: the configuration needs a change.', ...result.problems])

async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel, process.stdout, process.stdout.isTTY)
  const satchel = await compose(config, log).catch((error: unknown) => {
    if (error instanceof CannotOpenStore)
      return fail(EXIT_UNAVAILABLE, [`Satchel cannot start: ${error.message}`])
    throw error
  })
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, 'stopping')
    setTimeout(() => {
      log.error('stopping took too long')
      process.exit(1)
    }, SHUTDOWN_MS).unref()
    void satchel.close().then(
      () => log.info('stopped'),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed')
        process.exitCode = 1
      },
    )
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
  await satchel.app
    .listen({ host: config.host, port: config.port })
    .catch(async (error: NodeJS.ErrnoException) => {
      await satchel.close()
      fail(EXIT_UNAVAILABLE, [
        `Satchel cannot listen on HOST and PORT (${error.code ?? error.message}): choose others.`,
      ])
    })
  const lines = [
    ...satchel.greeting,
    `Satchel server listening on ${addressOf(config, satchel.app.server.address())}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function addressOf({ host }: Config, address: ReturnType<Server['address']>): string {
  const port = typeof address === 'object' ? address?.port : 0
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
}

function fail(code: number, lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(code)
}
