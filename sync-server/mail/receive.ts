import { systemActor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Message } from '#shared/messages/schema.ts'
import { createTicket } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { RawMail } from '../store/mail-store.ts'
import type { ServerWrite } from '../sync/hooks.ts'
import { recordBounce } from './bounced.ts'
import type { Channel } from './channel.ts'
import { classifyMail, type MailClass } from './classify.ts'
import type { MailDeps } from './deps.ts'
import { findThread } from './find-thread.ts'
import { attachmentOf, messageContent } from './message-fields.ts'
import { identityOf, parseMail } from './parse.ts'
import type { ParsedMail, ReceivedFile } from './parsed-mail.ts'
import { findSender, type Sender } from './sender.ts'
import { stableId, stableKey } from './stable-id.ts'
import { ticketTitle } from './subject.ts'
import { deskMark } from './token.ts'
import { mailWords } from './words.ts'
import { writeFromMail } from './write.ts'

/** What became of a mail. */
export type Received =
  | { readonly kind: 'created' | 'appended' | 'known'; readonly ticketId: Id; readonly messageId: Id }
  | { readonly kind: 'bounce'; readonly about: number }
  | { readonly kind: 'own' | 'unclaimed-auto-reply' }

/** A mail on its way into the desk. */
interface Incoming {
  readonly deps: MailDeps
  readonly channel: Channel
  readonly mail: ParsedMail
  readonly mailClass: Exclude<MailClass, { kind: 'bounce' }>
  readonly at: Instant
  readonly messageId: Id
  readonly sender: Sender
}

/**
 * Turns a stored mail into documents: a message on the ticket it belongs to, or a new ticket. Every id follows from
 * the mail, so that doing it again after a crash does nothing twice. Throws when the desk's rules refuse it.
 */
export async function receiveMail(
  deps: MailDeps,
  channel: Channel,
  raw: Pick<RawMail, 'receivedAt'>,
  bytes: Buffer,
): Promise<Received> {
  const mail = parseMail(bytes)
  const known = await knownMessage(deps, channel, mail, raw.receivedAt)
  if (known) return complete(deps, channel, mail, known)
  if (await isOwn(deps, channel, mail)) return { kind: 'own' }
  const mailClass = classifyMail(mail)
  if (mailClass.kind === 'bounce') {
    return { kind: 'bounce', about: await recordBounce(deps, mailClass, mail.messageId) }
  }
  const sender = await findSender(deps.store, channel, mail.from)
  const messageId = messageIdFor(channel, mail, raw.receivedAt)
  const incoming: Incoming = { deps, channel, mail, mailClass, at: raw.receivedAt, messageId, sender }
  const choice = await findThread(deps.store, channel, mail, sender, deps.secret, raw.receivedAt)
  if (choice.kind === 'append') return append(incoming, choice.ticketId)
  if (mailClass.kind === 'auto-reply') return { kind: 'unclaimed-auto-reply' }
  return create(incoming, choice.relatedTo)
}

function messageIdFor(channel: Channel, mail: ParsedMail, at: Instant): Id {
  return stableId(at, 'message', channel.orgId, identityOf(mail))
}

/** The message this mail already is: from a try that a crash cut short, or from another mailbox. */
async function knownMessage(
  { store }: MailDeps,
  channel: Channel,
  mail: ParsedMail,
  at: Instant,
): Promise<Message | undefined> {
  const before = await store.doc('messages', messageIdFor(channel, mail, at))
  if (before) return before.doc as unknown as Message
  const tickets = await store.mail.references(channel.orgId, [identityOf(mail)])
  const found = await store.find('messages', 'mail', mail.messageId, { limit: 20 })
  const messages = found.map(({ doc }) => doc as unknown as Message)
  return messages.find(
    (message) => message.kind === 'mail' && tickets.some(({ ticketId }) => ticketId === message.ticketId),
  )
}

/** What follows a message that is there: its references, and the acknowledgement of its ticket. */
async function complete(
  deps: MailDeps,
  channel: Channel,
  mail: ParsedMail,
  message: Message,
): Promise<Received> {
  await addReferences(deps, channel, mail, message.ticketId)
  const isFirst = message.ticketId === ticketIdFor(channel, mail, message.at)
  const mailClass = classifyMail(mail)
  if (isFirst && mailClass.kind === 'ordinary' && mailClass.mayAnswer) {
    await acknowledge(deps, channel, mail, message.ticketId)
  }
  return { kind: 'known', ticketId: message.ticketId, messageId: message.id }
}

/** Our own mail that came back: by our mark, or because we sent its Message-ID. */
async function isOwn({ store, secret }: MailDeps, channel: Channel, mail: ParsedMail): Promise<boolean> {
  if (mail.headers.first('x-satchel-desk') === deskMark(secret)) return true
  const references = await store.mail.references(channel.orgId, [mail.messageId])
  return references.some(({ ours }) => ours)
}

async function append(incoming: Incoming, ticketId: Id): Promise<Received> {
  const { deps, channel, mail, messageId, sender, at } = incoming
  const stored = await deps.store.doc('tickets', ticketId)
  if (!stored) throw new Error(`ticket ${ticketId} is gone`)
  const ticket = stored.doc as unknown as Ticket
  const message = await messageWrite(incoming, ticket.id, ticket.rev, true)
  await write(incoming, [...sender.create, message])
  await addReferences(deps, channel, mail, ticket.id)
  deps.log.info({ ticketId, messageId, at }, 'a mail was added to its ticket')
  return { kind: 'appended', ticketId: ticket.id, messageId }
}

function ticketIdFor(channel: Channel, mail: ParsedMail, at: Instant): Id {
  return stableId(at, 'ticket', channel.orgId, identityOf(mail))
}

async function create(incoming: Incoming, relatedTo: Id): Promise<Received> {
  const { deps, channel, mail, mailClass, messageId, sender, at } = incoming
  const ticketId = ticketIdFor(channel, mail, at)
  const ticket = ticketWrite(incoming, ticketId)
  const message = await messageWrite(incoming, ticketId, 0, false)
  const link = relatedTo === '' ? [] : [linkWrite(incoming, ticketId, relatedTo)]
  await write(incoming, [...sender.create, ticket, message, ...link])
  await addReferences(deps, channel, mail, ticketId)
  const mayAnswer = mailClass.kind === 'ordinary' && mailClass.mayAnswer
  if (mayAnswer) await acknowledge(deps, channel, mail, ticketId)
  deps.log.info({ ticketId, messageId }, 'a mail opened a ticket')
  return { kind: 'created', ticketId, messageId }
}

function ticketWrite({ channel, mail, sender, at }: Incoming, ticketId: Id): ServerWrite {
  const title =
    ticketTitle(mail.subject) || firstLine(mail.text) || mailWords(channel.language).received.noSubject
  const created = createTicket(
    {
      title,
      orgId: sender.orgId,
      requesterId: sender.personId,
      source: 'mail',
      channelId: channel.id,
      teamId: channel.teamId,
      categoryId: channel.categoryId,
    },
    systemActor(sender.personId),
    at,
    () => ticketId,
    fractions(ticketId),
  )
  if (!created.ok) throw new Error(`the ticket was refused: ${created.refusal.code}`)
  return { collection: 'tickets', docId: ticketId, op: 'create', patch: created.value.patch }
}

function firstLine(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? ''
  return [...line.trim()].slice(0, 120).join('')
}

/** Numbers in [0, 1) that follow from the id, so that a repeated try gives the ticket the same label. */
function fractions(id: Id): () => number {
  const digits = id.replaceAll('-', '').slice(-16)
  let at = 0
  return () => Number.parseInt(digits.slice((at++ * 4) % 16).slice(0, 4), 16) / 65_536
}

function linkWrite({ sender, at }: Incoming, ticketId: Id, relatedTo: Id): ServerWrite {
  const patch = {
    kind: 'related',
    fromId: ticketId,
    toId: relatedTo,
    createdAt: at,
    createdBy: sender.personId,
  }
  return { collection: 'links', docId: stableId(at, 'link', ticketId, relatedTo), op: 'create', patch }
}

async function messageWrite(
  incoming: Incoming,
  ticketId: Id,
  ticketRev: number,
  isAnswer: boolean,
): Promise<ServerWrite> {
  const { deps, channel, mail, mailClass, messageId, sender, at } = incoming
  const content = messageContent(mail, isAnswer, channel.language)
  const patch = {
    ...content.fields,
    ticketId,
    kind: 'mail',
    visibility: 'public',
    authorId: sender.personId,
    authorName: [...(mail.from.name || mail.from.address)].slice(0, 100).join(''),
    attachments: await Promise.all(content.files.map((file) => storeFile(deps, file, at))),
    at,
    ticketRev,
    automatic: mailClass.kind === 'auto-reply' || mailClass.automatic,
  }
  return { collection: 'messages', docId: messageId, op: 'create', patch }
}

async function storeFile({ store, files }: MailDeps, file: ReceivedFile, at: Instant) {
  const sha256 = await files.put(file.content)
  await store.blobs.putBlob({ sha256, size: file.content.length, createdAt: at })
  return attachmentOf(file, sha256)
}

async function write(incoming: Incoming, writes: readonly ServerWrite[]): Promise<void> {
  const { deps, channel, mail, sender, at } = incoming
  const cause = stableKey('mail', channel.orgId, identityOf(mail))
  await writeFromMail(deps, systemActor(sender.personId), cause, writes, at)
}

/** Remembers the mail and those it answers; a Message-ID that belongs to another ticket stays there. */
async function addReferences(
  deps: MailDeps,
  channel: Channel,
  mail: ParsedMail,
  ticketId: Id,
): Promise<void> {
  const { orgId } = channel
  const answered = [...new Set([...mail.inReplyTo, ...mail.references])].filter((id) => id !== mail.messageId)
  const known = await deps.store.mail.references(orgId, answered)
  const free = answered.filter((id) => !known.some(({ mailId }) => mailId === id))
  const references = [mail.messageId, identityOf(mail), ...free].map((mailId) => ({
    orgId,
    mailId,
    ticketId,
    ours: false,
  }))
  await deps.store.mail.addReferences(references)
}

/** Asks for an acknowledgement to the sender; once for a ticket. */
async function acknowledge(
  { store, clock }: MailDeps,
  channel: Channel,
  mail: ParsedMail,
  ticketId: Id,
): Promise<void> {
  const to = mail.from.address
  if (!channel.acknowledge || to === '' || to === channel.address) return
  const payload = { ticketId, to, inReplyTo: mail.messageId }
  await store.transact((tx) =>
    tx.addEffect({ kind: 'acknowledge', causeId: ticketId, payload, runAt: clock() }),
  )
}
