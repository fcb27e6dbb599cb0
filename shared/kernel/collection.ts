import type { Actor, Role } from './actor.ts'
import type { Doc, FieldKind, ObjectSchema } from './fields.ts'
import type { Id } from './ids.ts'
import type { Patch } from './patch.ts'
import type { Refusal } from './result.ts'
import type { Instant } from './time.ts'

/**
 * merged: fields change and merge · append-only: created once, then only its derived fields change and those a spec
 * lists as `value`; never deleted ·
 * pull-only: written by the server alone, except the fields a spec lists as `value`.
 */
export type CollectionMode = 'merged' | 'append-only' | 'pull-only'

/** A document another one hangs on; its buckets decide who sees the child. */
export interface ParentRef {
  readonly collection: string
  readonly id: Id
}

/** The organisation of a setting (a site, a team): '' when it is for all, undefined when there is no such setting. */
export type OrgOf = (settingId: Id) => Id | undefined

/**
 * A setting by which a document is placed, and the field that names it. It must belong to the document's organisation
 * (`own`), to it or to all (`shared`), or is judged by the collection's own rule (`any`).
 */
export interface PlaceRef {
  readonly field: string
  readonly id: Id
  readonly of: 'own' | 'shared' | 'any'
}

/** What a rule sees of one write: the document before (undefined on creation) and after. */
export interface WriteContext<D> {
  readonly before: D | undefined
  readonly after: D
  readonly patch: Patch
  readonly actor: Actor
  readonly now: Instant
  readonly parent: Doc | undefined
  /** Undefined on a device, which may not hold every setting; there a place is taken as it is named. */
  readonly orgOf: OrgOf | undefined
}

/** Both sides of a conflicting field: `mine` arrives now, `theirs` was accepted first. */
export interface FieldConflict<D> {
  readonly current: D
  /** Everything that arrives with `mine`. */
  readonly patch: Patch
  readonly mine: unknown
  readonly theirs: unknown
  readonly mineRoles: readonly Role[]
  readonly theirsRoles: readonly Role[]
}

/** Which side stands. `quietly`: both sides say the same in other words, nothing is lost and nobody is told. */
export type ConflictDecision = 'mine' | 'theirs' | 'mine-quietly' | 'theirs-quietly'

/** Says which side of a conflicting field stands; without a rule the one accepted first does. */
export type ConflictRule<D> = (conflict: FieldConflict<D>) => ConflictDecision

/** Two deletions are one act, whatever their instants. */
const deletedOnce: ConflictRule<Doc> = ({ mine, theirs }) =>
  mine !== '' && theirs !== '' ? 'theirs-quietly' : 'theirs'

/** A field on which the replica keeps an index; two fields make a compound one. */
export type IndexOf<D> = keyof D & string

/** Everything sync, stores and replicas need to know of one collection. */
export interface CollectionSpec<D extends Doc = Doc> {
  readonly name: string
  /** Rises with every change of the schema. */
  readonly version: number
  readonly schema: ObjectSchema
  readonly mode: CollectionMode
  readonly fields: Readonly<Record<string, FieldKind>>
  readonly conflicts: Readonly<Record<string, ConflictRule<D>>>
  /** Fields that make sense only together; those of one patch share the fate of the group's first field. */
  readonly together: readonly (readonly string[])[]
  /** Values for a new document's fields that its creation leaves out. */
  readonly defaults: Readonly<Record<string, unknown>>
  /** Indexes of the replica (never on optional fields). */
  readonly indexes: readonly (string | readonly string[])[]
  parent(doc: D): ParentRef | undefined
  /** Names of the collections in which a parent may lie; a document's children are looked for by them. */
  readonly parents: readonly string[]
  /** The ticket a document concerns, '' when there is none. */
  ticketOf(doc: D): Id
  /** Where a document without a parent lies: `org:`, `site:`, `team:`, `user:`, `ref:` or `public`. */
  buckets(doc: D): readonly string[]
  /** The settings a document is placed by; which organisation (`orgId`) they belong to is asked before it is judged. */
  places(doc: D): readonly PlaceRef[]
  /** The field that names who made a document, '' when there is none; nobody writes another's name into it. */
  readonly author: string
  /** Keys under which the server finds documents: `{ email: ['a@b.c'] }`. */
  lookups(doc: D): Readonly<Record<string, readonly string[]>>
  /** The rule of the domain; decides in the console what is offered and on the server what is accepted. */
  check(write: WriteContext<D>): Refusal | undefined
}

type FieldsOf<D> = { readonly [K in Exclude<keyof D, 'id' | 'rev' | 'deletedAt'>]-?: FieldKind }

/** The part of a spec a feature must write; the rest has defaults. */
export interface CollectionDraft<D extends Doc> {
  readonly name: string
  readonly version: number
  readonly schema: ObjectSchema
  readonly mode: CollectionMode
  readonly fields: FieldsOf<D>
  readonly defaults: Partial<D>
  readonly conflicts?: { readonly [K in keyof D]?: ConflictRule<D> }
  readonly together?: readonly (readonly (keyof D & string)[])[]
  readonly indexes?: readonly (IndexOf<D> | readonly IndexOf<D>[])[]
  readonly parent?: (doc: D) => ParentRef | undefined
  readonly parents?: readonly string[]
  readonly ticketOf?: (doc: D) => Id
  readonly buckets?: (doc: D) => readonly string[]
  readonly places?: (doc: D) => readonly PlaceRef[]
  readonly author?: keyof D & string
  readonly lookups?: (doc: D) => Readonly<Record<string, readonly string[]>>
  readonly check?: (write: WriteContext<D>) => Refusal | undefined
}

/** Registers a collection: one schema, how each field merges, where its documents lie, and its rule. */
export function defineCollection<D extends Doc>(draft: CollectionDraft<D>): CollectionSpec<D> {
  return {
    together: [],
    indexes: [],
    parent: () => undefined,
    parents: [],
    ticketOf: () => '',
    buckets: () => [],
    places: () => [],
    author: '',
    lookups: () => ({}),
    check: () => undefined,
    ...draft,
    fields: { deletedAt: 'value', ...draft.fields },
    conflicts: { deletedAt: deletedOnce, ...draft.conflicts },
  } as CollectionSpec<D>
}

/** The bucket names that are not empty: `nonEmptyBuckets({ org: 'x', site: '' })` is `['org:x']`. */
export function bucketsOf(parts: Readonly<Record<string, Id>>): string[] {
  return Object.entries(parts)
    .filter(([, id]) => id !== '')
    .map(([kind, id]) => `${kind}:${id}`)
}
