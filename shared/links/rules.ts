import { specOf } from '../collections.ts'
import type { Deed } from '../kernel/deed.ts'
import type { Doc } from '../kernel/fields.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { checkWrite } from '../policy/check-write.ts'
import { bucketsFor } from '../policy/scope.ts'
import { links } from './collection.ts'
import { isMutual, saysTheSame, type LinkChoice, type LinkEnds } from './ends.ts'
import type { EndKind, Link, LinkKind } from './schema.ts'

/** One end of a link: a document and where it lies. */
export interface End {
  readonly collection: EndKind
  readonly doc: { readonly id: Id; readonly rev: number; readonly deletedAt: string }
}

/** A new link as the change that creates it. */
export interface NewLink {
  readonly docId: Id
  readonly patch: PatchOf<Link>
}

/**
 * Relates one document to another as the person chose it, read from `here`; `existing` are the links of `here`. Refuses
 * `link-exists`, `link-not-possible`, `link-circular`, `link-to-itself`.
 */
export function createLink(
  here: End,
  { kind, isForward }: LinkChoice,
  there: End,
  existing: readonly Link[],
  { actor, now }: Deed,
  newId: NewId,
): Result<NewLink> {
  const [from, to] = isForward ? [here, there] : [there, here]
  const ends: LinkEnds = {
    kind,
    fromCollection: from.collection,
    fromId: from.doc.id,
    toCollection: to.collection,
    toId: to.doc.id,
  }
  const living = existing.filter(({ deletedAt }) => deletedAt === '')
  if (living.some((link) => saysTheSame(link, ends))) return refuse('link-exists', 'toId')
  const isCircular = living.some(
    (link) => link.kind === kind && link.fromId === ends.toId && link.toId === ends.fromId,
  )
  if (isCircular && !isMutual(kind)) return refuse('link-circular', 'toId')
  const docId = newId()
  const patch: PatchOf<Link> = { ...ends, createdAt: now, createdBy: actor.personId }
  const place = placeOf(from)
  const checked = checkWrite({ spec: links, before: undefined, docId, patch, actor, now, ...place })
  return checked.ok ? accept({ docId, patch }) : checked
}

/** Takes a relation away; `from` is the document at the link's beginning. An empty `deletedAt` brings it back. */
export function removeLink(link: Link, from: End, { actor, now }: Deed): Result<PatchOf<Link>> {
  const patch = { deletedAt: now }
  const place = placeOf(from)
  const checked = checkWrite({ spec: links, before: link, docId: link.id, patch, actor, now, ...place })
  return checked.ok ? accept(patch) : checked
}

function placeOf({ collection, doc }: End): {
  readonly parent: Doc
  readonly parentBuckets: readonly string[]
} {
  return { parent: doc as Doc, parentBuckets: bucketsFor(specOf(collection), doc as Doc, undefined) }
}

/** How a document is related to another one, as read from its side. */
export interface Relation {
  readonly kind: LinkKind
  readonly isForward: boolean
  readonly collection: EndKind
  readonly id: Id
  /** The links that say so: more than one when two people made it apart from each other; all are removed together. */
  readonly links: readonly Link[]
}

/** The living relations of a document, read from its side, each of them once; the oldest first. */
export function relationsOf(all: readonly Link[], id: Id): readonly Relation[] {
  const living = all
    .filter((link) => link.deletedAt === '' && (link.fromId === id || link.toId === id))
    .toSorted((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1))
  const relations: Relation[] = []
  for (const link of living) {
    const known = relations.findIndex(({ links: [first] }) => first && saysTheSame(first, link))
    const relation = relations[known]
    if (relation) relations[known] = { ...relation, links: [...relation.links, link] }
    else relations.push(relationOf(link, id))
  }
  return relations
}

function relationOf(link: Link, id: Id): Relation {
  const leads = link.fromId === id
  const isForward = leads || isMutual(link.kind)
  const collection = leads ? link.toCollection : link.fromCollection
  return {
    kind: link.kind,
    isForward,
    collection,
    id: leads ? link.toId : link.fromId,
    links: [link],
  }
}
