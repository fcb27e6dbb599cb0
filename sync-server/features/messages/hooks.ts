import type { Patch } from '#shared/kernel/patch.ts'
import { addMilliseconds, type Instant } from '#shared/kernel/time.ts'
import type { Message } from '#shared/messages/schema.ts'
import { mayRead } from '#shared/policy/policy.ts'
import { copied } from '#shared/messages/rules.ts'
import { tickets } from '#shared/tickets/collection.ts'
import { afterAgentReply, afterRequesterMessage } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { StoreReads } from '../../store/store.ts'
import type { AcceptedWrite, CollectionHooks } from '../../sync/hooks.ts'
import { isFromDesk, isSpoken } from './from-requester.ts'
import { tellAuthor, whyHeld } from './held.ts'
import { tellMentioned } from './mentions.ts'
import { cleanWrittenHtml } from './written-html.ts'

/** How many merges are followed from one ticket to the next. */
const MOST_MERGES = 10

/** A reply is queued for sending or held, and what was said in public moves its ticket. */
export function messageHooks(mailDomain: string): CollectionHooks {
  return {
    derive: async (accepted) => ({
      ...ticketRevOf(accepted),
      ...htmlOf(accepted),
      ...(await copyOf(accepted)),
      ...(await deliveryOf(accepted, mailDomain)),
    }),
    async follow(accepted) {
      const { before, after, parent } = accepted
      const message = after as Message
      const ticket = parent as Ticket | undefined
      if (ticket && isSentAgain(accepted)) return queue(accepted, message)
      if (!ticket || message.copyOfId !== '' || (before && !isReleased(accepted))) return
      if (!before) await tellMentioned(accepted, ticket)
      if (message.delivery === 'held') {
        const because = await whyHeld(accepted)
        if (because) await tellAuthor(accepted, because)
        return
      }
      if (message.kind === 'reply' && message.delivery === 'queued') {
        await queue(accepted, message)
      }
      await move(accepted, ticket)
    },
  }
}

/** Moves the ticket on which something was said, and the one it was merged into: who reads that one reads this too. */
async function move({ tx, after, at, write }: AcceptedWrite, ticket: Ticket): Promise<void> {
  const message = after as Message
  for (const heard of [ticket, await mergedInto(tx, ticket)]) {
    const patch = heard && (await consequence(tx, message, heard, at))
    if (patch) await write({ collection: 'tickets', docId: heard.id, op: 'change', patch })
  }
}

/** The living ticket at the end of a chain of merges; undefined when it was merged into none. */
async function mergedInto(reads: StoreReads, ticket: Ticket): Promise<Ticket | undefined> {
  let target = ticket
  for (let hop = 0; hop < MOST_MERGES && target.mergedIntoId !== ''; hop++) {
    const next = await reads.doc('tickets', target.mergedIntoId)
    if (!next) return undefined
    target = { ...(tickets.defaults as Ticket), ...(next.doc as unknown as Ticket) }
  }
  const isLiving = target.mergedIntoId === '' && target.deletedAt === ''
  return target.id !== ticket.id && isLiving ? target : undefined
}

/**
 * A copy says what the message says that it repeats, whatever was sent. One that its writer may not read is a private
 * note of their own.
 */
async function copyOf({ tx, before, after, actor }: AcceptedWrite): Promise<Patch> {
  const { copyOfId } = after as Message
  if (before || copyOfId === '') return {}
  const original = await tx.doc('messages', copyOfId)
  if (original && mayRead(actor, 'messages', original.buckets))
    return copied(original.doc as unknown as Message)
  return { kind: 'note', visibility: 'private', authorId: actor.personId, authorName: '', attachments: [] }
}

/** What the server takes in was said on the ticket as it stands, whatever its writer had read before. */
function ticketRevOf({ before, actor, parent }: AcceptedWrite): Patch {
  return before || actor.system !== true || !parent ? {} : { ticketRev: parent.rev }
}

/** What a device sends as HTML is cleaned before anybody gets it; what the server takes in itself was cleaned there. */
function htmlOf({ before, after, actor }: AcceptedWrite): Patch {
  const { html } = after as Message
  if (before || actor.system === true || html === '') return {}
  return { html: cleanWrittenHtml(html) }
}

/** True when a held reply is let go. */
function isReleased({ before, after }: AcceptedWrite): boolean {
  return before?.['delivery'] === 'held' && after['delivery'] !== 'held'
}

/** True when somebody has a reply sent again that failed or perhaps arrived. */
function isSentAgain({ before, changed }: AcceptedWrite): boolean {
  return before !== undefined && changed.includes('resends')
}

/** One cause, one effect: the reply itself, and each time it is sent again. */
async function queue({ tx, now }: AcceptedWrite, { id, ticketId, resends }: Message): Promise<void> {
  const causeId = resends === 0 ? id : `${id}:${resends}`
  await tx.addEffect({
    kind: 'send-reply',
    causeId,
    payload: { messageId: id, ticketId, resends },
    runAt: now,
  })
}

/** The Message-ID is fixed with the message, so that a mail that is sent twice by mistake is one to every reader. */
async function deliveryOf(accepted: AcceptedWrite, mailDomain: string): Promise<Patch> {
  const { tx, before, parent } = accepted
  const message = accepted.after as Message
  if (isSentAgain(accepted)) return { delivery: 'queued', deliveryError: '' }
  const isNew = !before && message.kind === 'reply' && message.delivery === 'none'
  if (!isNew && !isReleased(accepted)) return {}
  if (isNew && (await whyHeld(accepted))) return { delivery: 'held' }
  if (!(await hasRecipient(tx, message, parent as Ticket))) return { delivery: 'none' }
  return { delivery: 'queued', mailId: message.mailId || `<${message.id}@${mailDomain}>` }
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
  at: Instant,
): Promise<Patch | undefined> {
  if (!isSpoken(message)) return undefined
  if (await isFromDesk(reads, message, ticket)) return afterAgentReply(ticket, at)
  return afterRequesterMessage(ticket, risen(ticket, at))
}

/** The ticket's revision must rise with every word of its requester: by it a reply is known to have missed one. */
function risen({ updatedAt }: Ticket, at: Instant): Instant {
  return updatedAt === '' || at > updatedAt ? at : addMilliseconds(updatedAt, 1)
}
