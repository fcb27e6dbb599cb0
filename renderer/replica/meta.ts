import type { OutboxDatabase } from './outbox.ts'
import type { SyncStatus } from './replica.ts'
import type { HeldTags } from './tags.ts'

/** What the window that syncs tells the others. */
export type SyncReport = Omit<SyncStatus, 'waiting' | 'needsYou' | 'unreadable'>

/** A key of the small table beside the outbox, and what lies under it. */
export interface MetaKey<T> {
  readonly key: string
  /** Never read: it ties the type of the value to the key. */
  readonly value?: T
}

/** Where the pull stands. `resetting`: everything is being served again, and what is not seen will be removed. */
export interface PullState {
  readonly cursor: string
  readonly resetting: boolean
  /** True once everything was received. */
  readonly filled: boolean
  /** Documents received since the beginning, those that left again included. */
  readonly received: number
  /** Closed tickets are held back to this month, as `2026-03`; absent before the server said so. */
  readonly since?: string
  /** For how many months closed tickets were asked for when everything was last there; absent before. */
  readonly months?: number
}

/** For how many months closed tickets are to be held, and what had been received when somebody asked for them. */
export interface OlderWish {
  readonly months: number
  readonly receivedBefore: number
}

export const META = {
  pull: { key: 'pull' } as MetaKey<PullState>,
  report: { key: 'report' } as MetaKey<SyncReport>,
  /** The last answered entry that was offered again to a restored server; absent when nothing is to be offered. */
  reofferedThrough: { key: 'reoffered-through' } as MetaKey<number>,
  /** Name of the documents database that belongs to the cursor. */
  documents: { key: 'documents' } as MetaKey<string>,
  /** When this device last compared itself with the server, in milliseconds; absent when it is due. */
  checkedAt: { key: 'checked-at' } as MetaKey<number>,
  /** How long this device wishes to hold closed tickets; absent where the server decides alone. */
  older: { key: 'older' } as MetaKey<OlderWish>,
  /** Changes when a window asks for an exchange. */
  nudge: { key: 'nudge' } as MetaKey<string>,
  /** Asset tags to take without a network; see tags.ts. */
  tags: { key: 'tags' } as MetaKey<HeldTags>,
  /** A small thing of the person's own; see local-values.ts. */
  local: (name: string): MetaKey<unknown> => ({ key: `local/${name}` }),
} as const

export const PULL_AT_FIRST: PullState = { cursor: '', resetting: false, filled: false, received: 0 }

/** What lies under a key. */
export async function readMeta<T>(database: OutboxDatabase, { key }: MetaKey<T>): Promise<T | undefined> {
  return (await database.meta.get(key))?.value as T | undefined
}

/** Puts a value under a key; undefined removes it. */
export async function writeMeta<T>(
  database: OutboxDatabase,
  { key }: MetaKey<T>,
  value: T | undefined,
): Promise<void> {
  if (value === undefined) await database.meta.delete(key)
  else await database.meta.put({ key, value })
}
