import { createHash } from 'node:crypto'
import { specOf } from '#shared/collections.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Mutation, MutationAnswer } from '#shared/protocol/wire.ts'

/** Who a client is, and the cable it is connected by. */
export interface ClientSettings {
  /** Origin of its own cable. */
  readonly url: string
  readonly token: string
  readonly personId: Id
  readonly deviceId: Id
  readonly orgId: Id
  readonly siteId: Id
  readonly requesterId: Id
  readonly seed: number
}

/** Everything a client saved, and what it was told. */
export interface ClientRecord {
  /** Saved acts, in their order, as they went out first. */
  readonly mutations: readonly Mutation[]
  /** The last answer to each mutation. */
  readonly answers: readonly MutationAnswer[]
  /** Exchanges that broke off or were put off: what shows that a fault struck. */
  readonly brokenOff: number
  /** What must never happen to a client, in words. */
  readonly problems: readonly string[]
}

/** `waiting`: saved acts without a final answer; `phase`: `synced` after a complete exchange. */
export interface ClientState {
  readonly waiting: number
  readonly phase: string
}

/** Each document of a copy as `collection/id`, with a hash of its fields. */
export type Copy = ReadonlyMap<string, string>

/** A device that writes without pause while it is told to, and keeps a copy. */
export interface Client {
  /** Begins to write, or lets go on what was begun. Resolves when it was told to stop and what it began is saved. */
  write(isWriting: boolean): Promise<void>
  state(): Promise<ClientState>
  copy(): Promise<Copy>
  record(): Promise<ClientRecord>
  stop(): Promise<void>
}

/** Remembers the hash of a document that is never changed, only replaced. */
export type Hashes = WeakMap<object, string>

/** A hash of everything replicated of a document; local additions of a device do not count. */
export function hashOf(
  collection: CollectionName,
  doc: Readonly<Record<string, unknown>>,
  known?: Hashes,
): string {
  const before = known?.get(doc)
  if (before !== undefined) return before
  const hash = freshHash(collection, doc)
  known?.set(doc, hash)
  return hash
}

function freshHash(collection: CollectionName, doc: Readonly<Record<string, unknown>>): string {
  const { fields, defaults } = specOf(collection)
  const names = ['id', 'rev', 'deletedAt', ...Object.keys(fields).sort()]
  const completed: Readonly<Record<string, unknown>> = { ...defaults, ...doc }
  const text = JSON.stringify(names.map((name) => inOrder(completed[name])))
  return createHash('sha1').update(text).digest('base64')
}

/** The same value with the keys of its objects in order, since databases keep none. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, each]) => [key, inOrder(each)])
}
