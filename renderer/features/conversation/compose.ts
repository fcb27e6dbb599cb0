import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { accept, type Result } from '#shared/kernel/result.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { addNote, replyTo, type MessageInput } from '#shared/messages/rules.ts'
import type { Visibility } from '#shared/messages/schema.ts'
import { applyPatch } from '#shared/kernel/patch.ts'
import { afterAgentReply, changeFields, changeStatus } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'

/** What a reply does to the ticket besides: nothing, wait for the requester, or be resolved. */
export type AfterSend = 'stay' | 'pending' | 'resolved'

/** The writes of a reply: the message, and what it does to its ticket. */
export function composeReply(
  ticket: Ticket,
  input: MessageInput,
  after: AfterSend,
  actor: Actor,
): Result<readonly WriteRequest[]> {
  const now = systemClock()
  const message = replyTo(ticket, input, actor, now, uuidv7)
  if (!message.ok) return message
  const answered = afterAgentReply(ticket, now)
  const moved =
    after === 'stay' || after === ticket.status
      ? changeFields(ticket, answered, actor, now)
      : changeStatus(applyPatch(ticket, answered), after, { pendingReason: 'requester' }, actor, now)
  if (!moved.ok) return moved
  const patch: Patch = { ...answered, ...moved.value }
  return accept([created(message.value), { collection: 'tickets', docId: ticket.id, op: 'change', patch }])
}

/** The writes of a note. A public one counts as an answer the requester can read. */
export function composeNote(
  ticket: Ticket,
  input: MessageInput & { readonly visibility: Visibility },
  actor: Actor,
): Result<readonly WriteRequest[]> {
  const now = systemClock()
  const message = addNote(ticket, input, actor, now, uuidv7)
  if (!message.ok) return message
  const touched: Patch =
    input.visibility === 'public' ? { updatedAt: now, lastPublicAt: now } : { updatedAt: now }
  return accept([
    created(message.value),
    { collection: 'tickets', docId: ticket.id, op: 'change', patch: touched },
  ])
}

function created({ docId, patch }: { readonly docId: string; readonly patch: Patch }): WriteRequest {
  return { collection: 'messages', docId, op: 'create', patch }
}
