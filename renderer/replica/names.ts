/** The names under which one person's copy of one server lies on the device. */
export interface LocalNames {
  /** Every database of this replica begins with it. */
  readonly prefix: string
  readonly documents: string
  readonly outbox: string
  readonly files: string
  readonly writeLock: string
  readonly leaderLock: string
}

/** RxDB keeps each collection in an IndexedDB database of this prefix. */
const RXDB_PREFIX = 'rxdb-dexie-'

/** Names per person and server, so that two people on one machine never mix. */
export function localNames(serverUrl: string, personId: string): LocalNames {
  const prefix = `satchel-${fingerprint(`${serverUrl}\n${personId}`)}`
  return {
    prefix,
    documents: `${prefix}-documents`,
    outbox: `${prefix}-outbox`,
    files: `${prefix}-files`,
    writeLock: `${prefix}-write`,
    leaderLock: `${prefix}-leader`,
  }
}

/** True when an IndexedDB database belongs to this replica. */
export function isOwnDatabase(names: LocalNames, database: string): boolean {
  return database.startsWith(`${names.prefix}-`) || database.startsWith(`${RXDB_PREFIX}${names.prefix}-`)
}

/** True when an IndexedDB database holds documents of this replica: what can be fetched again. */
export function isDocumentDatabase(names: LocalNames, database: string): boolean {
  return database.startsWith(`${RXDB_PREFIX}${names.documents}`)
}

/** FNV-1a over both halves of 64 bits, as 16 hex digits: a name, not a secret. */
export function fingerprint(text: string): string {
  return fnv1a(text, 0x811c9dc5) + fnv1a([...text].reverse().join(''), 0x01234567)
}

function fnv1a(text: string, seed: number): string {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
