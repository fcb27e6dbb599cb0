import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

/** Numeric owner of a process or a file. */
export interface UserIds {
  readonly uid: number
  readonly gid: number
}

/** The lines of /etc/passwd or /etc/group, divided into their fields. */
function systemRecords(file: string): readonly (readonly string[])[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
}

/** Name and group name of whoever runs this process. */
export function currentUser(): { readonly name: string; readonly group: string } {
  const { username, gid } = userInfo()
  const group = systemRecords('/etc/group').find((fields) => fields[2] === String(gid))
  return { name: username, group: group?.[0] ?? username }
}

/**
 * The first of `names` that exists, when this process is the superuser: servers such as PostgreSQL refuse to run
 * as root. Undefined for an ordinary user, who runs them as himself; throws when none of the names exists.
 */
export function unprivilegedUser(names: readonly string[]): UserIds | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = systemRecords('/etc/passwd')
  for (const name of names) {
    const account = accounts.find((fields) => fields[0] === name)
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new Error(`none of the users ${names.join(', ')} exists on this system`)
}
