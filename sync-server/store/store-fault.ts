/** SQLSTATE classes that blame the server or the moment, not the statement: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQLSTATE_FAULTS = /^(?:08|25|28|3D|40|53|55|57|58|F0|XX)/

/** Codes of Node's network and file errors, and of a database that was closed. */
const SYSTEM_FAULTS = /^(?:E[A-Z]{3,}|ERR_INVALID_STATE)$/

/** What `pg` and Kysely say without a code. */
const SPOKEN_FAULTS = /\b(?:connection|connect|pool|driver has already been destroyed|timeout)\b/i

/** BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB: https://www.sqlite.org/rescode.html */
const SQLITE_FAULTS: ReadonlySet<number> = new Set([5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26])

/** True when an error blames the database or its machine: the same work may succeed once that is put right. */
export function isStoreFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error) return SQLITE_FAULTS.has(Number(error.errcode) & 0xff)
  if (!('code' in error)) return SPOKEN_FAULTS.test(error.message)
  const code = String(error.code)
  return (code.length === 5 && SQLSTATE_FAULTS.test(code)) || SYSTEM_FAULTS.test(code)
}
