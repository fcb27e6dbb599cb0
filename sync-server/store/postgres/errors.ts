import { CannotOpenStore } from '../cannot-open-store.ts'
import { CreatedMeanwhile } from '../sql/document-writes.ts'

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'
/** Another process is creating the same table at this moment. */
const UNIQUE_VIOLATION = '23505'
const DUPLICATE_TABLE = '42P07'

/** The SQLSTATE of PostgreSQL or the code of the network, '' for any other error. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** True when the same transaction may succeed if it is run again. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof CreatedMeanwhile || [SERIALIZATION_FAILURE, DEADLOCK_DETECTED].includes(codeOf(error))
  )
}

/** True when migrations met those of another process that starts at the same time. */
export function isMigrationRace(error: unknown): boolean {
  return isPassing(error) || [UNIQUE_VIOLATION, DUPLICATE_TABLE].includes(codeOf(error))
}

const advice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers there. Is PostgreSQL running, and are host and port right?',
  ENOTFOUND: 'The host name is not known.',
  EAI_AGAIN: 'The host name cannot be resolved at the moment.',
  ETIMEDOUT: 'The host does not answer. Is a firewall in between?',
  EHOSTUNREACH: 'The host cannot be reached.',
  ECONNRESET: 'The server closed the connection.',
  '28P01': 'The user name or the password is wrong.',
  '28000': 'PostgreSQL does not let this user in; see pg_hba.conf.',
  '3D000': 'There is no such database; create it with: createdb',
  '42501': 'The user may not create tables there; make it the owner of the database.',
  '53300': 'PostgreSQL has no connection left; raise max_connections.',
  '57P03': 'PostgreSQL is starting up or shutting down; try again in a moment.',
}

/** Host, port and database of a URL, without the password. */
export function placeOf(url: URL): string {
  return `${url.hostname}:${url.port === '' ? '5432' : url.port}${url.pathname}`
}

/** The reason why a database cannot be used, in words an administrator can act on. */
export function cannotOpen(url: URL, error: unknown): CannotOpenStore {
  if (error instanceof CannotOpenStore) return error
  const reason = error instanceof Error && error.message !== '' ? error.message : codeOf(error)
  const hint = advice[codeOf(error)] ?? 'Check DATABASE_URL and the log of PostgreSQL.'
  return new CannotOpenStore(`PostgreSQL at ${placeOf(url)} cannot be used: ${reason}. ${hint}`, error)
}
