import type { WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { checkApproval, checkDecision } from './check-approval.ts'
import { checkPurchase } from './check-purchase.ts'
import type { Item } from './schema.ts'
import { checkTask } from './check-task.ts'
import { checkWork } from './check-work.ts'

/** The rule every write to an item obeys, by its kind. What is to be done, bought or asked has a title. */
export function checkItem(write: WriteContext<Item>): Refusal | undefined {
  const { after, actor } = write
  const isUntitled = after.kind === 'decision' || after.kind === 'work-log'
  if (!isUntitled && after.title.trim() === '') return refuse('title-empty', 'title').refusal
  switch (after.kind) {
    case 'task':
    case 'step':
      return checkTask(write)
    case 'purchase':
    case 'part':
      return checkPurchase(write)
    case 'approval':
      return actor.system === true ? undefined : checkApproval(write)
    case 'decision':
      return actor.system === true ? undefined : checkDecision(write)
    default:
      return actor.system === true ? undefined : checkWork(write)
  }
}
