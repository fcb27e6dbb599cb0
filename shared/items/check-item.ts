import type { WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { managesTicket } from '../policy/policy.ts'
import type { Item } from './schema.ts'

/**
 * Work on a ticket has a title. An approval is decided by the person it asks and nobody else, and time is corrected by
 * who wrote it down or a manager of the ticket's place.
 */
export function checkItem(write: WriteContext<Item>): Refusal | undefined {
  const { before, after, actor, parent } = write
  if (after.title.trim() === '') return refuse('title-empty', 'title').refusal
  if (actor.system === true) return undefined
  if (after.kind === 'approval') return checkApproval(write)
  const isEvidence = before?.kind === 'work-log' && before.createdBy !== actor.personId
  return isEvidence && !managesTicket(actor, parent) ? refuse('not-your-time').refusal : undefined
}

/** It begins undecided; who is asked may pass it on, and who asks may ask somebody else, but not themselves. */
function checkApproval({ before, after, actor, parent }: WriteContext<Item>): Refusal | undefined {
  if (!before) return after.state === 'open' ? undefined : refuse('approval-not-yours', 'state').refusal
  if (before.assigneeId === actor.personId) return undefined
  const decided = (['state', 'title', 'note', 'deletedAt'] as const).find(
    (field) => before[field] !== after[field],
  )
  if (decided === 'state') return refuse('approval-not-yours', 'state').refusal
  if (decided !== undefined && before.state !== 'open') return refuse('approval-not-yours', decided).refusal
  if (before.assigneeId === after.assigneeId) return undefined
  const mayAsk = before.createdBy === actor.personId || managesTicket(actor, parent)
  const isOpen = before.state === 'open' && after.assigneeId !== actor.personId
  return mayAsk && isOpen ? undefined : refuse('approval-not-yours', 'assigneeId').refusal
}
