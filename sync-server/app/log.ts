import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'

/** Fields that never reach a log, at the top of an entry or one step below. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'current',
  'next',
  'token',
  'secretKey',
  'databaseUrl',
  'email',
  'emails',
  'address',
  'remoteAddress',
  'ip',
] as const

const REDACTED = '[redacted]'

/** Replaces what looks like a mail address, a bearer token, or a password inside a URL in a finished line. */
export function scrub(line: string): string {
  return line
    .replace(/Bearer [\w.:~+/=-]+/gi, `Bearer ${REDACTED}`)
    .replace(/(\w:\/\/)[^\s"/@]+@/g, `$1${REDACTED}@`)
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, REDACTED)
}

/** JSON lines for machines; plain lines where a person watches. Neither holds personal data or secrets. */
export function createLog(level: Config['logLevel'], destination: DestinationStream, plain: boolean): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.headers["${field}"]`])
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: REDACTED },
      hooks: { streamWrite: scrub },
    },
    plain ? plainLines(destination) : destination,
  )
}

/** Turns JSON lines into `12:30:01 info  message key=value`. */
function plainLines(destination: DestinationStream): DestinationStream {
  return {
    write(line) {
      const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>
      const values = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      const words = [String(time).slice(11, 19), String(level).padEnd(5), msg ?? '', ...values]
      const stack = (err as { stack?: string } | undefined)?.stack
      destination.write(`${words.join(' ')}${stack === undefined ? '' : `\n${stack}`}\n`)
    },
  }
}
