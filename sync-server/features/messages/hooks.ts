import { isStaff, type RoleGrant } from '#shared/kernel/actor.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Message } from '#shared/messages/schema.ts'
import { afterAgentReply, afterRequesterMessage } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { StoreReads } from '../../store/store.ts'
import type { AcceptedWrite, CollectionHooks } from '../../sync/hooks.ts'

/** A reply is queued for sending, and what was said in public moves its ticket. */
export function messageHooks(mailDomain: string): CollectionHooks {
  return {
    derive: (accepted) => deliveryOf(accepted, mailDomain),
    async follow({ tx, before, after, parent, at, now, write }) {
      const message = after as Message
      const ticket = parent as Ticket | undefined
      if (before || !ticket) return
      if (isQueuedReply(message)) {
        const payload = { messageId: message.id, ticketId: ticket.id }
        await tx.addEffect({ kind: 'send-reply', causeId: message.id, payload, runAt: now })
      }
      const patch = await consequence(tx, message, ticket, at)
      if (patch) await write({ collection: 'tickets', docId: ticket.id, op: 'change', patch })
    },
  }
}

/** The Message-ID is fixed with the message, so that a mail that is sent twice by mistake is one to every reader. */
async function deliveryOf(accepted: AcceptedWrite, mailDomain: string): Promise<Patch> {
  const { tx, before, parent } = accepted
  const message = accepted.after as Message
  if (before || message.kind !== 'reply' || message.delivery !== 'none') return {}
  if (!(await hasRecipient(tx, message, parent as Ticket))) return {}
  return { delivery: 'queued', mailId: message.mailId || `<${message.id}@${mailDomain}>` }
}

function isQueuedReply({ kind, delivery }: Message): boolean {
  return kind === 'reply' && delivery === 'queued'
}

async function hasRecipient(reads: StoreReads, message: Message, ticket: Ticket): Promise<boolean> {
  if (message.to.length + message.cc.length + message.bcc.length > 0) return true
  const requester = await reads.doc('people', ticket.requesterId)
  return Array.isArray(requester?.doc['emails']) && requester.doc['emails'].length > 0
}

/**
 * What a public message does to its ticket. The console writes the same beside its replies: instants that only rise
 * or fall, and a state both agree on.
 */
async function consequence(
  reads: StoreReads,
  message: Message,
  ticket: Ticket,
  at: string,
): Promise<Patch | undefined> {
  if (message.visibility !== 'public' || message.automatic || message.kind === 'note') return undefined
  const isAnswer = message.kind === 'reply' || (await isFromDesk(reads, message, ticket))
  return isAnswer ? afterAgentReply(ticket, at) : afterRequesterMessage(ticket, at)
}

async function isFromDesk(reads: StoreReads, { authorId }: Message, ticket: Ticket): Promise<boolean> {
  if (authorId === '' || authorId === ticket.requesterId) return false
  const author = await reads.doc('people', authorId)
  return isStaff({ roles: (author?.doc['roles'] ?? []) as readonly RoleGrant[] })
}
