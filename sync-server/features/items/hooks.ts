import type { Item } from '#shared/items/schema.ts'
import type { AcceptedWrite, CollectionHooks } from '../../sync/hooks.ts'
import { tell } from '../notices/tell.ts'
import { settleApprovals, tellDelegates } from './approvals.ts'

/** Approvals follow their decisions, and who is given a task or asked for an approval is told. */
export const itemHooks: CollectionHooks = {
  async follow(accepted) {
    const { before, actor, changed } = accepted
    const item = accepted.after as Item
    if (item.kind === 'task' && changed.includes('assigneeId')) await tellAssignee(accepted, item)
    if (item.kind === 'approval' && changed.includes('delegations')) await tellDelegates(accepted)
    const isAnswered = item.kind === 'decision' && !before
    // The server's own changes of a state come from here; settling them again would lead in a circle.
    const isAsked = item.kind === 'approval' && !(before && actor.system === true)
    if (isAnswered || isAsked) await settleApprovals(accepted)
  },
}

async function tellAssignee(accepted: AcceptedWrite, { id, rev, ticketId, assigneeId }: Item): Promise<void> {
  if (assigneeId === '' || assigneeId === accepted.actor.personId) return
  const about = { collection: 'items', docId: id, ticketId } as const
  await tell(accepted, assigneeId, 'assignment', `assignment/${rev}`, about)
}
