import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import type { UploadedFile } from '../contract.ts'
import type { PortalDeps } from '../deps.ts'

type FileDeps = Pick<PortalDeps, 'config' | 'uploads' | 'store' | 'clock'>

/** Thrown inside the stream when more arrives than may. */
class TooLarge extends Error {}

/**
 * Takes a whole file as it arrives and keeps it under its hash, marked as sent by this person. Refuses `file-empty`,
 * `upload-too-large`, and `hash-mismatch` when the disk failed it; a connection cut half-way rejects.
 */
export async function receiveFile(
  deps: FileDeps,
  personId: Id,
  bytes: Readable,
): Promise<Result<UploadedFile>> {
  const folder = join(deps.config.dataDir, 'uploads')
  await mkdir(folder, { recursive: true })
  const draft = join(folder, `portal-${randomBytes(12).toString('hex')}.part`)
  try {
    const { sha256, size } = await store(bytes, draft, deps.config.maxUploadBytes)
    if (size === 0) return refuse('file-empty')
    const piece = { personId, sha256, start: 0, total: size, bytes: createReadStream(draft) }
    const kept = await deps.uploads.append(piece)
    if (!kept.ok) return kept
    await deps.store.blobs.putBlob({ sha256, size, createdAt: deps.clock() })
    return accept({ sha256, size })
  } catch (error) {
    if (error instanceof TooLarge) return refuse('upload-too-large')
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function store(bytes: Readable, draft: string, most: number): Promise<UploadedFile> {
  const hash = createHash('sha256')
  let size = 0
  await pipeline(
    bytes,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        size += chunk.length
        if (size > most) throw new TooLarge()
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(draft, { mode: 0o600, flags: 'wx' }),
  )
  return { sha256: hash.digest('hex'), size }
}
