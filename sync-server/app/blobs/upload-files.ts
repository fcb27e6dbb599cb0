import { createHash } from 'node:crypto'
import { constants, createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { hashFile, type BlobFiles } from './blob-files.ts'

/** A piece of a file that somebody is sending: bytes from `start` on, of `total` in all. */
export interface UploadPiece {
  readonly personId: Id
  readonly sha256: string
  readonly start: number
  readonly total: number
  readonly bytes: Readable
}

/** Files on their way in. Each person has their own drafts, so that nobody learns what others sent. */
export interface UploadFiles {
  /** Bytes that have arrived of a person's unfinished file. */
  received(personId: Id, sha256: string): Promise<number>
  /**
   * Writes a piece behind what is there and resolves with what is there then; when that is all, the file has become a
   * blob. A piece from 0 begins anew. Refuses `upload-offset` (with `received`) and `hash-mismatch`. A connection cut
   * half-way rejects, and what arrived stays.
   */
  append(piece: UploadPiece): Promise<Result<number>>
  /** True for a day after this person sent all of it: then a message holds it, or nobody does. */
  sentLately(personId: Id, sha256: string): Promise<boolean>
  /** Removes drafts and marks that are a week old. */
  clean(): Promise<void>
}

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS

/** Drafts below `<dataDir>/uploads`. */
export function createUploadFiles(dataDir: string, blobs: BlobFiles): UploadFiles {
  const root = join(dataDir, 'uploads')
  const folder = (personId: Id): string => join(root, createHash('sha256').update(personId).digest('hex'))
  const draftOf = (personId: Id, sha256: string): string => join(folder(personId), `${sha256}.part`)
  const markOf = (personId: Id, sha256: string): string => join(folder(personId), `${sha256}.sent`)
  const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0
  const running = new Map<string, { readonly stop: AbortController; readonly done: Promise<unknown> }>()

  const finish = async ({ personId, sha256 }: UploadPiece, draft: string): Promise<boolean> => {
    if ((await hashFile(draft)) !== sha256) {
      await rm(draft, { force: true })
      return false
    }
    await blobs.adopt(draft, sha256)
    const mark = markOf(personId, sha256)
    await writeFile(mark, '')
    await utimes(mark, new Date(), new Date())
    return true
  }
  const write = async (piece: UploadPiece, draft: string, signal: AbortSignal): Promise<Result<number>> => {
    await mkdir(folder(piece.personId), { recursive: true })
    const before = await sizeOf(draft)
    if (piece.start !== 0 && piece.start !== before) {
      return refuse('upload-offset', undefined, { received: before })
    }
    await receive(piece, draft, signal)
    const received = await sizeOf(draft)
    if (received < piece.total) return accept(received)
    return (await finish(piece, draft)) ? accept(received) : refuse('hash-mismatch')
  }
  return {
    received: (personId, sha256) => sizeOf(draftOf(personId, sha256)),
    async append(piece) {
      const draft = draftOf(piece.personId, piece.sha256)
      // A half-open connection may still hold the draft; the newer one is the one with somebody behind it.
      const earlier = running.get(draft)
      earlier?.stop.abort()
      const stop = new AbortController()
      const done = (earlier?.done ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => write(piece, draft, stop.signal))
      const entry = { stop, done }
      running.set(draft, entry)
      try {
        return await done
      } finally {
        if (running.get(draft) === entry) running.delete(draft)
      }
    },
    async sentLately(personId, sha256) {
      const mark = await stat(markOf(personId, sha256)).catch(() => undefined)
      return mark !== undefined && Date.now() - mark.mtimeMs < DAY_MS
    },
    clean: () => removeOlderThan(root, Date.now() - WEEK_MS),
  }
}

/** Writes the piece behind its start. HTTP guarantees that no more arrives than its Content-Length. */
async function receive(piece: UploadPiece, draft: string, signal: AbortSignal): Promise<void> {
  const file = await open(draft, constants.O_CREAT | constants.O_RDWR, 0o600)
  await file.truncate(piece.start).finally(() => file.close())
  await flow(piece.bytes, createWriteStream(draft, { flags: 'r+', start: piece.start }), signal)
}

/**
 * Copies bytes to disk. Unlike stream.pipeline it leaves the request readable when the disk fails, so that the sender
 * can still be told; and it keeps what arrived when the sender or `signal` ends it early.
 */
function flow(bytes: Readable, sink: WriteStream, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = (error: Error): void => {
      bytes.unpipe(sink)
      sink.off('finish', resolve).end(() => reject(error))
    }
    sink.once('finish', resolve)
    sink.once('error', (error) => {
      bytes.unpipe(sink).resume()
      reject(error)
    })
    bytes.once('error', cut)
    bytes.once('close', () => {
      if (!bytes.readableEnded) cut(new Error('The sender went away.'))
    })
    signal.addEventListener('abort', () => bytes.destroy(), { once: true })
    bytes.pipe(sink)
  })
}

async function removeOlderThan(root: string, oldest: number): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const stats = await stat(path).catch(() => undefined)
    if (stats && stats.mtimeMs < oldest) await rm(path, { force: true })
  }
}
