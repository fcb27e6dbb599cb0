import { specOf } from '#shared/collections.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Delivery, Message } from '#shared/messages/schema.ts'
import type { Language, Person } from '#shared/people/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { EffectAttempt, EffectOutcome } from '../effects/runner.ts'
import { complete } from '../sync/stored.ts'
import { MAIL_ACTOR } from './bounced.ts'
import { readChannel, type Channel } from './channel.ts'
import { composeMail, isAddress, type ComposedMail } from './compose-mail.ts'
import type { MailDeps } from './deps.ts'
import { openSmtpSession, type Handover } from './smtp.ts'
import { stableKey } from './stable-id.ts'
import { replySubject } from './subject.ts'
import { deskMark, replyAddress } from './token.ts'
import { fill, mailWords } from './words.ts'
import { writeFromMail } from './write.ts'

/** The thread of a long ticket is told by its first and its latest mails. */
const MOST_REFERENCES = 40
const MOST_MESSAGES = 500

interface Reply {
  readonly message: Message
  readonly ticket: Ticket
  readonly channel: Channel
}

/**
 * Sends a reply once. The state `sending` is committed right before the mail goes on the wire; found there by a later
 * try, nobody knows whether it arrived, and a person decides. Everything that fails before is tried again.
 */
export async function sendReply(deps: MailDeps, attempt: EffectAttempt): Promise<EffectOutcome> {
  const messageId = String(attempt.effect.payload['messageId'] ?? attempt.effect.causeId)
  const reply = await loadReply(deps, messageId)
  if (reply === undefined)
    return { state: 'retry', error: 'the reply, its ticket or the mailbox is not there' }
  if (reply.message.kind !== 'reply' || reply.message.visibility !== 'public') {
    return { state: 'failed', error: 'only public replies are sent' }
  }
  if (reply.message.resends !== resendsOf(attempt)) return { state: 'failed', error: OUTRUN }
  const settled = settledBefore(reply.message.delivery)
  if (settled === 'sending') return settle(deps, attempt, reply, { state: 'uncertain', error: INTERRUPTED })
  if (settled) return settled
  const composed = await compose(deps, reply)
  if ('state' in composed) return settle(deps, attempt, reply, composed)
  const session = await openSmtpSession(deps.mailbox)
  if ('state' in session) return settle(deps, attempt, reply, session)
  try {
    // Connecting took time: only whoever still has the effect, and finds the reply as it was, may go on.
    const fresh = await loadReply(deps, messageId)
    const isSame = fresh?.message.delivery === 'queued' && fresh.message.resends === reply.message.resends
    if (!(await attempt.isMine()) || !isSame) {
      return { state: 'retry', error: 'another process took over' }
    }
    // An answer or a bounce may be back before we hear that the mail was taken.
    await rememberOurs(deps, reply)
    await setDelivery(deps, attempt, reply, 'sending', '')
    return await settle(deps, attempt, reply, await session.deliver(composed.envelope, composed.raw))
  } finally {
    session.close()
  }
}

/** Which sending of the reply this is: 0 the first one. */
function resendsOf({ effect }: EffectAttempt): number {
  return Number(effect.payload['resends'] ?? 0)
}

const OUTRUN = 'somebody has had this mail sent again meanwhile'
const INTERRUPTED = 'the server was stopped while it sent this mail'

/** What a reply needs that is not `queued` any more; undefined when it is to be sent. */
function settledBefore(delivery: Delivery): EffectOutcome | 'sending' | undefined {
  switch (delivery) {
    case 'queued':
      return undefined
    case 'sending':
      return 'sending'
    case 'uncertain':
      return { state: 'uncertain', error: INTERRUPTED }
    case 'failed':
      return { state: 'failed', error: '' }
    case 'held':
    case 'none':
    case 'sent':
      return { state: 'done' }
  }
}

async function loadReply({ store, mailbox }: MailDeps, messageId: Id): Promise<Reply | undefined> {
  const stored = await store.doc('messages', messageId)
  const message = stored && (complete(specOf('messages'), stored.doc) as unknown as Message)
  const ticket = message && ((await store.doc('tickets', message.ticketId))?.doc as Ticket | undefined)
  const channel = await readChannel(store, mailbox.address)
  return message && ticket && channel && { message, ticket, channel }
}

async function compose(
  deps: MailDeps,
  { message, ticket, channel }: Reply,
): Promise<ComposedMail | Exclude<Handover, { state: 'sent' }>> {
  const requester = (await deps.store.doc('people', ticket.requesterId))?.doc as Person | undefined
  const to = (message.to.length > 0 ? message.to : (requester?.emails.slice(0, 1) ?? [])).filter(isAddress)
  const [cc, bcc] = [message.cc.filter(isAddress), message.bcc.filter(isAddress)]
  if (to.length + cc.length + bcc.length === 0) return { state: 'refused', error: 'nobody to send it to' }
  for (const { sha256, name } of message.attachments) {
    if ((await deps.files.size(sha256)) === undefined)
      return { state: 'later', error: `waiting for the file ${name}` }
  }
  const language: Language = requester?.language ?? channel.language
  const thread = await threadOf(deps, message)
  return composeMail({
    channel,
    language,
    messageId: message.mailId,
    to,
    cc,
    bcc,
    replyTo: replyAddress(channel.address, ticket, deps.secret),
    subject: message.subject === '' ? replySubject(ticket.title, ticket.number) : message.subject,
    text: message.text,
    html: message.html,
    footer: fill(mailWords(language).reply.footer, { ticket: ticketName(ticket) }),
    ...thread,
    attachments: message.attachments.map((file) => ({ ...file, content: deps.files.read(file.sha256) })),
    automatic: message.automatic ? 'auto-generated' : 'no',
    date: new Date(message.at),
    mark: deskMark(deps.secret),
  })
}

/** The Message-IDs of the ticket's public mails before this one, oldest first. */
async function threadOf(
  { store }: MailDeps,
  message: Message,
): Promise<{ readonly inReplyTo: string; readonly references: readonly string[] }> {
  const found = await store.find('messages', 'ticket', message.ticketId, { limit: MOST_MESSAGES })
  const earlier = found
    .map(({ doc }) => doc as unknown as Message)
    .filter(({ id, mailId, visibility }) => id !== message.id && mailId !== '' && visibility === 'public')
    .filter(({ at }) => at <= message.at)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const ids = [...new Set(earlier.map(({ mailId }) => mailId))]
  const received = earlier.findLast(({ kind }) => kind === 'mail')?.mailId
  const references =
    ids.length > MOST_REFERENCES ? [...ids.slice(0, 1), ...ids.slice(1 - MOST_REFERENCES)] : ids
  return { inReplyTo: received ?? ids.at(-1) ?? '', references }
}

async function rememberOurs({ store }: MailDeps, { message, ticket, channel }: Reply): Promise<void> {
  const reference = { orgId: channel.orgId, mailId: message.mailId, ticketId: ticket.id, ours: true }
  await store.mail.addReferences([reference])
}

/** Commits what came of a try to the message and tells it to the runner. */
async function settle(
  deps: MailDeps,
  attempt: EffectAttempt,
  reply: Reply,
  handover: Handover,
): Promise<EffectOutcome> {
  switch (handover.state) {
    case 'sent': {
      const note = handover.rejected.length > 0 ? `not accepted for ${handover.rejected.join(', ')}` : ''
      await setDelivery(deps, attempt, reply, 'sent', note)
      return { state: 'done' }
    }
    case 'uncertain':
    case 'refused':
      await setDelivery(
        deps,
        attempt,
        reply,
        handover.state === 'refused' ? 'failed' : 'uncertain',
        handover.error,
      )
      return { state: handover.state === 'refused' ? 'failed' : 'uncertain', error: handover.error }
    case 'later':
      await setDelivery(deps, attempt, reply, attempt.isLast ? 'failed' : 'queued', handover.error)
      return { state: 'retry', error: handover.error }
  }
}

async function setDelivery(
  deps: MailDeps,
  { effect }: EffectAttempt,
  { message }: Reply,
  delivery: Delivery,
  error: string,
): Promise<void> {
  const patch = { delivery, deliveryError: error.slice(0, 500) }
  const current = (await deps.store.doc('messages', message.id))?.doc
  if (current?.['delivery'] === delivery && current['deliveryError'] === patch.deliveryError) return
  const cause = stableKey('send', effect.id, String(effect.attempts), delivery)
  const write = { collection: 'messages', docId: message.id, op: 'change', patch } as const
  await writeFromMail(deps, MAIL_ACTOR, cause, [write])
}
