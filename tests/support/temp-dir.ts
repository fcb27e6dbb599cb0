import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guardAgainstOrphans } from './orphan-guard.ts'
import type { UserIds } from './system-user.ts'

/** A directory of a test's own, gone with remove() or with the process. */
export interface TempDir {
  readonly path: string
  remove(): Promise<void>
}

/** Creates `satchel-<label>-XXXXXX` under the system's temporary directory, owned by `owner` when given. */
export async function createTempDir(label: string, owner?: UserIds): Promise<TempDir> {
  const path = await mkdtemp(join(tmpdir(), `satchel-${label}-`))
  const guard = guardAgainstOrphans('sleep 1; rm -rf -- "$1"', [path])
  if (owner) await chown(path, owner.uid, owner.gid)
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
      guard.release()
    },
  }
}
