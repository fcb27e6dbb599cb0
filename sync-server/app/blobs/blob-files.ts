import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Bytes on disk under their SHA-256 (64 lower-case hex digits). No name from outside ever becomes a path. */
export interface BlobFiles {
  /** Size in bytes, or undefined when it is not there. */
  size(sha256: string): Promise<number | undefined>
  /** Stores bytes durably and returns their SHA-256; a second time changes nothing. */
  put(bytes: Uint8Array): Promise<string>
  /** Takes over a file whose hash has been verified; durable when it resolves. The draft is gone afterwards. */
  adopt(draft: string, sha256: string): Promise<void>
  /** Reads `[start, end]`, both included; everything without a range. */
  read(sha256: string, range?: { readonly start: number; readonly end: number }): Readable
}

/** True for what may be used as the address of a blob. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** SHA-256 of a file, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Blobs below `<dataDir>/blobs`, spread over 256 directories. `sync` makes the entries of a directory durable; a test
 * passes its own.
 */
export function createBlobFiles(dataDir: string, sync = syncDirectory): BlobFiles {
  const root = join(dataDir, 'blobs')
  const durable = new Set<string>()
  const makeShard = async (shard: string): Promise<void> => {
    await mkdir(shard, { recursive: true })
    // Whoever finds the directory made by somebody else a moment ago can not know whether its entry is on disk.
    if (durable.has(shard)) return
    await sync(root)
    await sync(dataDir)
    durable.add(shard)
  }
  const pathOf = (sha256: string): string => {
    if (!isSha256(sha256)) throw new Error('A blob is addressed by its SHA-256.')
    return join(root, sha256.slice(0, 2), sha256)
  }
  const adopt = async (draft: string, sha256: string): Promise<void> => {
    const path = pathOf(sha256)
    await makeShard(dirname(path))
    const handle = await open(draft, 'r+')
    await handle.sync().finally(() => handle.close())
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(draft, { force: true })
    await sync(dirname(path))
  }
  return {
    adopt,
    async size(sha256) {
      const stats = await stat(pathOf(sha256)).catch(() => undefined)
      return stats?.size
    },
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(sha256)
      await makeShard(dirname(path))
      const draft = `${path}.${randomBytes(6).toString('hex')}`
      const handle = await open(draft, 'wx', 0o600)
      await handle.writeFile(bytes).finally(() => handle.close())
      await adopt(draft, sha256)
      return sha256
    },
    read: (sha256, range) => createReadStream(pathOf(sha256), range),
  }
}
