import type { Actor } from '#shared/kernel/actor.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { StoreTx } from '../store/store.ts'

/** A write that was accepted and merged, seen by the feature it concerns, inside its transaction. */
export interface AcceptedWrite {
  readonly tx: StoreTx
  readonly before: Doc | undefined
  readonly after: Doc
  readonly changed: readonly string[]
  readonly parent: Doc | undefined
  readonly actor: Actor
  /** The actor's clock and the server's. */
  readonly at: Instant
  readonly now: Instant
  /** An id that this write always gets for a purpose: what follows from it is never there twice. */
  readonly idFor: (purpose: string) => Id
  /** Writes another document in the same transaction, as the server, by the same road. */
  readonly write: (write: ServerWrite) => Promise<Doc>
  /** Takes what others wrote out of somebody's notices about documents they do not see any more. */
  readonly forgetUnseen: (personId: Id) => Promise<void>
}

/** A write by the server itself: no base revision, it always sees the current document. */
export interface ServerWrite {
  readonly collection: CollectionName
  readonly docId: Id
  readonly op: 'create' | 'change'
  readonly patch: Patch
}

/** What a feature adds on the server to a write of its collection. */
export interface CollectionHooks {
  /** Refuses what only the server can judge, such as a value that must be unique. Nothing is written before it. */
  readonly check?: (write: AcceptedWrite) => Promise<Refusal | undefined>
  /** Derived fields, laid over the document before it is stored: a ticket's number, a reply's delivery state. */
  readonly derive?: (write: AcceptedWrite) => Promise<Patch>
  /** What follows from it: effects and further writes. */
  readonly follow?: (write: AcceptedWrite) => Promise<void>
}

/** The features' hooks, assembled by the app. Sync knows no feature by name. */
export type Hooks = Readonly<Partial<Record<CollectionName, CollectionHooks>>>
