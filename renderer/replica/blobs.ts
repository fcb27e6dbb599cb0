import { accept, refuse } from '#shared/kernel/result.ts'
import type { ReplicaEffects } from './effects.ts'
import type { FilesDatabase, StoredFile } from './files-database.ts'
import { namedFiles } from './named-files.ts'
import { observed, type OutboxEntry } from './outbox.ts'
import type { FileStore } from './replica.ts'
import { isStorageFull } from './storage-failure.ts'
import type { Transport } from './transport.ts'

export interface BlobParts {
  readonly database: FilesDatabase
  readonly transport: Pick<Transport, 'download'>
  readonly effects: Pick<ReplicaEffects, 'now'>
  readonly signal: AbortSignal
}

/** As large as the server takes a file, in bytes. */
const LARGEST = 104_857_600
/** Files that can be fetched again may fill so many bytes. */
const MOST_KEPT = 500_000_000

/** The files of this device, under their SHA-256. */
export function fileStore({ database, transport, effects, signal }: BlobParts): FileStore {
  const keep = (sha256: string, bytes: Blob, state: StoredFile['state']) =>
    database.files.put({ sha256, bytes, state, refusal: '', usedAt: effects.now() })
  return {
    putFile: async (file) => {
      if (file.size > LARGEST) return refuse('file-too-large', 'attachments', { megabytes: 100 })
      const type = file.type || 'application/octet-stream'
      const sha256 = await hashOf(file)
      try {
        const known = await database.files.get(sha256)
        if (known?.state !== 'sent') await keep(sha256, file, 'waiting')
      } catch (error) {
        if (isStorageFull(error)) return refuse('storage-full', 'attachments')
        throw error
      }
      return accept({ sha256, name: file.name ?? sha256.slice(0, 12), size: file.size, type, contentId: '' })
    },
    openFile: async (sha256) => {
      const known = await database.files.get(sha256)
      if (known) {
        await database.files.update(sha256, { usedAt: effects.now() })
        return known.bytes
      }
      const exchange = await transport.download(sha256, signal)
      if (!exchange.ok || (await hashOf(exchange.value)) !== sha256) return undefined
      await keep(sha256, exchange.value, 'sent').catch((error: unknown) => {
        if (!isStorageFull(error)) throw error
      })
      return exchange.value
    },
    held: (hashes) => observed(() => heldOf(database, hashes)),
    carry: (hashes) => carryFiles(database, hashes),
  }
}

/** Asks the keys alone: the bytes of a large file are not read to learn that it is there. */
async function heldOf({ files }: FilesDatabase, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const keys = await files.where('sha256').anyOf(hashes).primaryKeys()
  return new Set(keys)
}

async function carryFiles({ files }: FilesDatabase, hashes: readonly string[]): Promise<void> {
  const carried = new Set(hashes)
  await files
    .filter(({ sha256, stays = false }) => stays !== carried.has(sha256))
    .modify((file: { sha256: string; stays?: boolean }) => {
      file.stays = carried.has(file.sha256)
    })
}

/**
 * What keeps an entry back because of its files: undefined when the server has them all as far as this device knows,
 * '' while one is on its way, the refusal code of one the server does not want.
 */
export async function heldByFiles(database: FilesDatabase, entry: OutboxEntry): Promise<string | undefined> {
  const names = namedFiles(entry.patch)
  if (names.length === 0) return undefined
  const files = (await database.files.bulkGet(names)).filter((file) => file !== undefined)
  const refused = files.find((file) => file.state === 'refused')
  if (refused) return refused.refusal
  return files.every((file) => file.state === 'sent') ? undefined : ''
}

/** Forgets the files opened longest ago until the rest fits; those not sent yet and those carried along stay. */
export async function forgetOldFiles({ files }: FilesDatabase, most = MOST_KEPT): Promise<void> {
  const newestFirst = (await files.orderBy('usedAt').reverse().toArray()).filter(
    (file) => file.state === 'sent' && file.stays !== true,
  )
  let kept = 0
  const forgotten = newestFirst.filter((file) => {
    kept += file.bytes.size
    return kept > most
  })
  await files.bulkDelete(forgotten.map((file) => file.sha256))
}

async function hashOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
