import type { WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { managesTicket } from '../policy/policy.ts'
import type { Item } from './schema.ts'

/** Time is entered once, by whose it is or a manager, and stays. */
export function checkWork({ before, after, actor, parent }: WriteContext<Item>): Refusal | undefined {
  if (before) return refuse('evidence').refusal
  if (after.minutes === 0 && after.correctsId === '') return refuse('minutes-missing', 'minutes').refusal
  if (after.endsAt !== '' && after.endsAt < after.startsAt) return refuse('times-invalid', 'endsAt').refusal
  if (after.rate > 0 && after.currency === '') return refuse('currency-missing', 'currency').refusal
  const isOwn = after.personId === actor.personId || managesTicket(actor, parent)
  return isOwn ? undefined : refuse('not-your-time', 'personId').refusal
}
