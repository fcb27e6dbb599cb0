import type { WriteContext } from '../../kernel/collection.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import type { Ticket } from '../schema.ts'
import { missingFor, refusedTo } from './requirements.ts'
import { isStep, isStepBack, stageOf } from './stages.ts'

/**
 * Judges how a ticket moved in its process. A step may be taken back, since an act can be undone; what a stage needs is
 * asked for whatever way leads into it. Merging closes from everywhere and unmerging opens again; a ticket that became
 * another kind starts over where its status says.
 */
export function checkProcess({ before, after, actor }: WriteContext<Ticket>): Refusal | undefined {
  if (after.plannedEnd !== '' && after.plannedEnd <= after.plannedStart) {
    return refuse('window-invalid', 'plannedEnd').refusal
  }
  if (after.mergedIntoId === after.id) return refuse('merge-into-itself', 'mergedIntoId').refusal
  if (!before || before.kind !== after.kind || before.mergedIntoId !== after.mergedIntoId) return undefined
  const [from, to] = [stageOf(before), stageOf(after)]
  if (from === to) return undefined
  const typed = { ...before, changeType: after.changeType }
  if (!isStep(typed, to) && !isStepBack(typed, to)) {
    return refuse('transition-not-allowed', 'status', { from, to }).refusal
  }
  return refusedTo(actor, before, to) ?? missingFor(after, to)[0]
}
