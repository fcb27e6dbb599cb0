import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { DEFAULT_OFFLINE_DAYS } from '#shared/protocol/lease.ts'
import { MOST_OFFLINE_DAYS } from '#shared/protocol/session.ts'
import { MOST_MONTHS } from '#shared/protocol/wire.ts'
import { KEEP_CLOSED_MONTHS } from '../sync/retention.ts'
import { readEnvironment, type Environment, type EnvironmentReader } from './environment-reader.ts'
import { isLoopback, readMailConfig, type MailConfig } from './mail-config.ts'
import { checkPassword } from './auth/password-rules.ts'

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Everything an administrator can set; docs/GUIDE.md explains each setting. */
export interface Config {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  /** Absolute. Holds the embedded database, files and the generated secret key. */
  readonly dataDir: string
  /** PostgreSQL; undefined means the embedded SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined
  /** Origin under which browsers reach the server, without a trailing slash; '' follows the request. */
  readonly publicUrl: string
  readonly sessionDays: number
  /** Days without contact after which a device locks; 0 for never. */
  readonly offlineDays: number
  /** For how many months after their end devices hold closed tickets. */
  readonly keepClosedMonths: number
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly maxUploadBytes: number
  readonly demo: boolean
  /** The administrator to create on an empty database without the first-run page. */
  readonly admin: { readonly email: string; readonly password: string } | undefined
  readonly mail: MailConfig | undefined
  /** undefined means: the one in `dataDir`, made at the first start. */
  readonly secretKey: string | undefined
  /** Who may say on whose behalf a request comes: nobody, everybody in front, or these addresses. */
  readonly trustProxy: boolean | readonly string[]
  /** Other origins whose pages may use the API with a token. */
  readonly allowedOrigins: readonly string[]
  /** Requests per minute from one address, 0 for no limit. */
  readonly requestsPerMinute: number
  /** Sign-in attempts per minute from one address, 0 for no limit. */
  readonly signInsPerMinute: number
  /** When set, /metrics asks for it as a bearer token. */
  readonly metricsToken: string | undefined
}

/** The configuration, or one line for each wrong value saying what to do. No line ever holds a value. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

const MEBIBYTE = 1_048_576
const LEAST_SECRET_LENGTH = 32
/** Fits the largest file a document can describe. */
const MOST_UPLOAD_MB = 100

/** Reads the configuration from environment variables. */
export function readConfig(env: Environment): ConfigResult {
  const reader = readEnvironment(env)
  const config: Config = {
    host: readHost(reader),
    port: reader.whole('PORT', 4170, 0, 65_535),
    dataDir: resolve(reader.text('DATA_DIR', './data')),
    databaseUrl: reader.url('DATABASE_URL', ['postgres:', 'postgresql:'])?.href,
    publicUrl: readPublicUrl(reader),
    sessionDays: reader.whole('SESSION_DAYS', 30, 1, 365),
    offlineDays: reader.whole('OFFLINE_DAYS', DEFAULT_OFFLINE_DAYS, 0, MOST_OFFLINE_DAYS),
    keepClosedMonths: reader.whole('KEEP_CLOSED_MONTHS', KEEP_CLOSED_MONTHS, 1, MOST_MONTHS),
    logLevel: reader.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    maxUploadBytes: reader.whole('MAX_UPLOAD_MB', MOST_UPLOAD_MB, 1, MOST_UPLOAD_MB) * MEBIBYTE,
    demo: reader.flag('DEMO', false),
    admin: readAdmin(reader),
    mail: readMailConfig(reader),
    secretKey: readSecretKey(reader),
    trustProxy: readTrustProxy(reader),
    allowedOrigins: readOrigins(reader),
    requestsPerMinute: reader.whole('RATE_LIMIT', 6000, 0, 1_000_000),
    signInsPerMinute: reader.whole('SIGN_IN_RATE_LIMIT', 60, 0, 1_000_000),
    metricsToken: reader.optional('METRICS_TOKEN'),
  }
  if (config.demo && !isLoopback(config.host)) {
    reader.complain('DEMO=1 has accounts with a public password: use it with HOST=127.0.0.1 only.')
  }
  return reader.problems.length === 0 ? { ok: true, config } : { ok: false, problems: reader.problems }
}

function readHost(reader: EnvironmentReader): string {
  const host = reader.text('HOST', '127.0.0.1')
  if (isIP(host) === 0 && !/^[A-Za-z0-9.-]+$/.test(host)) {
    reader.complain('HOST must be an address of this machine, such as 127.0.0.1 or 0.0.0.0 for all of them.')
  }
  return host
}

function readPublicUrl(reader: EnvironmentReader): string {
  const url = reader.url('PUBLIC_URL', ['http:', 'https:'])
  if (url === undefined) return ''
  if (url.pathname !== '/' || url.search !== '' || url.username !== '') {
    reader.complain('PUBLIC_URL must be an origin without a path, such as https://desk.example.com.')
  }
  return url.origin
}

function readAdmin(reader: EnvironmentReader): Config['admin'] {
  const email = reader.optional('ADMIN_EMAIL')?.toLowerCase()
  const password = reader.optional('ADMIN_PASSWORD')
  if (email === undefined && password === undefined) return undefined
  if (email === undefined || password === undefined) {
    reader.complain('ADMIN_EMAIL and ADMIN_PASSWORD belong together: give both or neither.')
    return undefined
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    reader.complain('ADMIN_EMAIL must be a mail address such as admin@example.com.')
  }
  const refusal = checkPassword(password, [email])
  if (refusal)
    reader.complain('ADMIN_PASSWORD must have at least 10 characters and not contain the mail address.')
  return { email, password }
}

function readSecretKey(reader: EnvironmentReader): string | undefined {
  const key = reader.optional('SECRET_KEY')
  if (key !== undefined && key.length < LEAST_SECRET_LENGTH) {
    reader.complain(
      `SECRET_KEY must have at least ${LEAST_SECRET_LENGTH} characters; make one with: openssl rand -hex 32`,
    )
  }
  return key
}

function readTrustProxy(reader: EnvironmentReader): Config['trustProxy'] {
  const value = reader.optional('TRUST_PROXY')
  if (value === undefined || value === '0') return false
  if (value === '1') return true
  const addresses = value.split(',').map((part) => part.trim())
  const known = addresses.every((part) => part === 'loopback' || isIP(part.split('/')[0] ?? '') !== 0)
  if (!known) {
    reader.complain(
      'TRUST_PROXY must be 0, 1, or the proxies as addresses, such as 10.0.0.1,192.168.0.0/16 or loopback.',
    )
  }
  return addresses
}

function readOrigins(reader: EnvironmentReader): readonly string[] {
  const origins = reader
    .text('ALLOWED_ORIGINS', 'app://bundle')
    .split(',')
    .map((part) => part.trim())
  if (!origins.every((origin) => /^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/.test(origin))) {
    reader.complain(
      'ALLOWED_ORIGINS must be origins with commas between them, such as app://bundle,https://tools.example.com.',
    )
  }
  return origins
}
