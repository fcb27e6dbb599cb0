import type { Deed } from '../kernel/deed.ts'
import type { Doc } from '../kernel/fields.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import { accept, type Result } from '../kernel/result.ts'
import { checkWrite } from '../policy/check-write.ts'
import { ticketBuckets, type Ticket } from '../tickets/schema.ts'
import { items } from './collection.ts'
import type { Item } from './schema.ts'

/** A new item as the change that creates it. */
export interface NewItem {
  readonly docId: Id
  readonly patch: PatchOf<Item>
}

/** A new item of a ticket, in the actor's name, when the rules allow it. */
export function newItem(
  ticket: Ticket,
  fields: PatchOf<Item>,
  { actor, now }: Deed,
  newId: NewId,
): Result<NewItem> {
  return createIn(ticket, ticketBuckets(ticket), newId(), { ...fields, ticketId: ticket.id }, { actor, now })
}

/** A new item under a parent that lies in these buckets, with a given id. */
export function createIn(
  parent: Ticket | Item,
  parentBuckets: readonly string[],
  docId: Id,
  fields: PatchOf<Item>,
  { actor, now }: Deed,
): Result<NewItem> {
  const patch: PatchOf<Item> = { ...fields, createdAt: now, createdBy: actor.personId }
  const place = { parent: parent as unknown as Doc, parentBuckets }
  const checked = checkWrite({ spec: items, before: undefined, docId, patch, actor, now, ...place })
  return checked.ok ? accept({ docId, patch }) : checked
}

/** A change of an item of this ticket, when the rules allow it. */
export function changedItem(
  ticket: Ticket,
  item: Item,
  patch: PatchOf<Item>,
  { actor, now }: Deed,
): Result<PatchOf<Item>> {
  const place = { parent: ticket as unknown as Doc, parentBuckets: ticketBuckets(ticket) }
  const checked = checkWrite({ spec: items, before: item, docId: item.id, patch, actor, now, ...place })
  return checked.ok ? accept(patch) : checked
}
