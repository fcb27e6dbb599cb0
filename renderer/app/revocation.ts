import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Id } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'
import { forgetDrafts } from '../features/drafts/drafts.ts'
import { forgetPersonalViews } from '../features/tickets/personal-views.ts'
import type { Platform } from '../platform/platform.ts'
import { wipeDevice } from '../replica/delete-databases.ts'
import { localNames } from '../replica/names.ts'
import { forgetKeptWords } from '../ui/kept-words.tsx'
import { copyMemoryStore, type CopyOwner } from './copy-memory.ts'

/** A device whose copy must go. It stays until the person has read of it, so that a crash only repeats the removal. */
const Revocation = Type.Object({
  serverUrl: Type.String(),
  personId: Id,
  /** When the device learnt of it, and how many acts waited then. */
  at: Instant,
  waiting: Type.Integer({ minimum: 0 }),
})
export type Revocation = Static<typeof Revocation>

/** Where it is noted; other windows hear of it by the storage event of this key. */
export const REVOCATION_KEY = 'satchel.revoked'
/** Entries in which several people of one device have their things; a revoked person's own are taken out. */
const SHARED_KEYS = [
  REVOCATION_KEY,
  'satchel.drafts',
  'satchel.kept-words',
  'satchel.views',
  'satchel.copies',
]
const OURS = ['satchel', 'mantine']

interface Surroundings {
  readonly storage: Storage
  readonly sessionStorage: Storage
  readonly platform: Pick<Platform, 'deleteSecret'>
}

/** The revocation that somebody still has to be told of. */
export function readRevocation(storage: Storage): Revocation | undefined {
  try {
    const kept: unknown = JSON.parse(storage.getItem(REVOCATION_KEY) ?? 'null')
    return Value.Check(Revocation, kept) ? kept : undefined
  } catch {
    return undefined
  }
}

/** Notes that a device was revoked. The copy goes at the next start, when nothing holds it open. */
export function noteRevocation(storage: Storage, revocation: Revocation): void {
  storage.setItem(REVOCATION_KEY, JSON.stringify(revocation))
}

/** The person has read of it. */
export function settleRevocation(storage: Storage): void {
  storage.removeItem(REVOCATION_KEY)
}

/** Removes everything of a revoked device. Repeatable; rejects when a database cannot be removed. */
export async function wipeRevoked(owner: CopyOwner, around: Surroundings): Promise<void> {
  await destroySecrets(around)
  await wipeCopy(owner, around.storage)
  clearEntries(around)
  await removeProgramFiles()
}

/** Removes a person's copy of one server from this device, and what they began to write beside it. */
export async function wipeCopy(owner: CopyOwner, storage: Storage): Promise<void> {
  await wipeDevice(localNames(owner.serverUrl, owner.personId))
  forgetDrafts(owner.personId)
  forgetPersonalViews(owner.personId)
  forgetKeptWords(owner.personId)
  copyMemoryStore(storage).forget(owner)
}

/**
 * What opens the copy goes first: the session's token. The key of an encrypted copy belongs here: once it is destroyed,
 * what could not be removed any more is unreadable.
 */
async function destroySecrets({ platform }: Surroundings): Promise<void> {
  await platform.deleteSecret('session-token')
}

function clearEntries({ storage, sessionStorage }: Surroundings): void {
  for (const place of [storage, sessionStorage]) {
    const keys = Array.from({ length: place.length }, (_, at) => place.key(at) ?? '')
    for (const key of keys) {
      if (OURS.some((name) => key.startsWith(name)) && !SHARED_KEYS.includes(key)) place.removeItem(key)
    }
  }
}

/** The console's own files too: a device that lost its desk should not look as if it had one. */
async function removeProgramFiles(): Promise<void> {
  if (!('caches' in globalThis)) return
  const registration = await navigator.serviceWorker?.getRegistration()
  await registration?.unregister()
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('satchel-')).map((name) => caches.delete(name)))
}
