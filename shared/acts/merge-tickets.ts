import type { Deed } from '../kernel/deed.ts'
import type { NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import { accept, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { createLink, relationsOf, removeLink } from '../links/rules.ts'
import type { Link } from '../links/schema.ts'
import { addNote } from '../messages/rules.ts'
import { changeFields, statusFields } from '../tickets/rules.ts'
import type { Ticket } from '../tickets/schema.ts'
import { changes, creates, type Write } from './write.ts'

/** What is noted privately on each of two tickets that become one, in the words of the agent's language. */
export interface MergeNotes {
  readonly onSource: string
  readonly onTarget: string
}

/** Why a ticket cannot be merged into another one; undefined when it can. */
export function refusedMerge(source: Ticket, target: Ticket): Refusal | undefined {
  if (source.id === target.id) return refuse('merge-into-itself', 'mergedIntoId').refusal
  if (source.mergedIntoId !== '') return refuse('already-merged', 'mergedIntoId').refusal
  if (target.mergedIntoId !== '' || target.deletedAt !== '') {
    return refuse('already-merged', 'mergedIntoId').refusal
  }
  return source.orgId === target.orgId ? undefined : refuse('merge-elsewhere', 'mergedIntoId').refusal
}

/**
 * Merges a ticket into another one: the source is closed and points at the target, which gets its people as watchers, a
 * link and a note. Messages stay where they are; who reads the target reads those of its sources with it, and mail for
 * the source goes to the target. `links` are those of the source. Taken back by `unmergeTickets`.
 */
export function mergeTickets(
  source: Ticket,
  target: Ticket,
  links: readonly Link[],
  notes: MergeNotes,
  deed: Deed,
  newId: NewId,
): Result<readonly Write[]> {
  const refusal = refusedMerge(source, target)
  if (refusal) return { ok: false, refusal }
  const { actor, now } = deed
  const closed = source.status === 'closed' ? {} : statusFields(source, 'closed', now)
  const merged = changeFields(source, { ...closed, mergedIntoId: target.id }, actor, now)
  if (!merged.ok) return merged
  const watchers = newWatchers(source, target)
  const watched = changeFields(target, { watcherIds: { $add: watchers } }, actor, now)
  if (!watched.ok) return watched
  const link = createLink(
    { collection: 'tickets', doc: source },
    { kind: 'duplicate-of', isForward: true },
    { collection: 'tickets', doc: target },
    links,
    deed,
    newId,
  )
  if (!link.ok && link.refusal.code !== 'link-exists') return link
  const onSource = addNote(source, { text: notes.onSource, visibility: 'private' }, actor, now, newId)
  if (!onSource.ok) return onSource
  const onTarget = addNote(target, { text: notes.onTarget, visibility: 'private' }, actor, now, newId)
  if (!onTarget.ok) return onTarget
  return accept([
    changes('tickets', source.id, merged.value),
    changes('tickets', target.id, watched.value),
    ...(link.ok ? [creates('links', link.value)] : []),
    creates('messages', onSource.value),
    creates('messages', onTarget.value),
  ])
}

function newWatchers(source: Ticket, target: Ticket): readonly string[] {
  return [source.requesterId, ...source.watcherIds].filter(
    (id) => id !== '' && id !== target.requesterId && !target.watcherIds.includes(id),
  )
}

/**
 * Takes a merge back: the source opens again, or returns to where it stood in `before`, the link goes, and the source's
 * people no longer watch the target. `links` are those of the source; `target` is undefined when it is not on the device.
 */
export function unmergeTickets(
  source: Ticket,
  target: Ticket | undefined,
  links: readonly Link[],
  deed: Deed,
  before?: Ticket,
): Result<readonly Write[]> {
  if (source.mergedIntoId === '') return refuse('not-merged', 'mergedIntoId')
  const { actor, now } = deed
  const opened: PatchOf<Ticket> = before ? placeIn(before) : statusFields(source, 'open', now)
  const separated = changeFields(source, { ...opened, mergedIntoId: '' }, actor, now)
  if (!separated.ok) return separated
  const left = target && unwatched(source, target, deed)
  if (left && !left.ok) return left
  const relation = relationsOf(links, source.id).find(
    ({ kind, isForward, id }) => kind === 'duplicate-of' && isForward && id === source.mergedIntoId,
  )
  const removed = (relation?.links ?? []).map((link) => ({
    link,
    patch: removeLink(link, { collection: 'tickets', doc: source }, deed),
  }))
  const gone = removed.flatMap(({ link, patch }) =>
    patch.ok ? [changes('links', link.id, patch.value)] : [],
  )
  return accept([
    changes('tickets', source.id, separated.value),
    ...(target && left ? [changes('tickets', target.id, left.value)] : []),
    ...gone,
  ])
}

/** Where a ticket stood in its process. */
function placeIn({ status, stage, pendingReason, resolvedAt, closedAt }: Ticket): PatchOf<Ticket> {
  return { status, stage, pendingReason, resolvedAt, closedAt }
}

/** Who came with the source must not go on reading the target. */
function unwatched(source: Ticket, target: Ticket, { actor, now }: Deed): Result<PatchOf<Ticket>> {
  const $remove = [source.requesterId, ...source.watcherIds].filter((id) => target.watcherIds.includes(id))
  return changeFields(target, { watcherIds: { $remove } }, actor, now)
}
