import { chmod, mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProcess } from '#tests/support/child-process.ts'
import { guardAgainstOrphans } from '#tests/support/orphan-guard.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'

/** A disk that can be filled to the last byte. */
export interface SmallDisk {
  /** A directory on it that every user may enter and write. */
  readonly path: string
  fill(): Promise<void>
  free(): Promise<void>
  remove(): Promise<void>
}

const MEGABYTES = 256

/** Mounts a disk in memory; undefined for anybody but the superuser, who alone may. */
export async function mountSmallDisk(): Promise<SmallDisk | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const dir = await createTempDir('small-disk')
  await chmod(dir.path, 0o755)
  const mountPoint = join(dir.path, 'disk')
  await mkdir(mountPoint)
  await runProcess('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=1777`, 'tmpfs', mountPoint])
  const guard = guardAgainstOrphans('sleep 2; umount -l "$1"; rm -rf -- "$2"', [mountPoint, dir.path])
  const ballast = join(mountPoint, 'ballast')
  return {
    path: mountPoint,
    async fill() {
      const { bavail, bsize } = await statfs(mountPoint)
      await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch((error: NodeJS.ErrnoException) => {
        // Somebody else took a page meanwhile: what was written fills the disk.
        if (error.code !== 'ENOSPC') throw error
      })
    },
    free: () => rm(ballast, { force: true }),
    async remove() {
      await runProcess('umount', ['-l', mountPoint])
      guard.release()
      await dir.remove()
    },
  }
}
