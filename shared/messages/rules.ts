import type { Actor } from '../kernel/actor.ts'
import type { Deed } from '../kernel/deed.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { checkWrite } from '../policy/check-write.ts'
import { ticketBuckets, type Ticket } from '../tickets/schema.ts'
import { messages } from './collection.ts'
import { tidyHtml } from './rich-html.ts'
import { MOST_HTML, MOST_TEXT, type Attachment, type Message, type Visibility } from './schema.ts'
import type { Written } from './written.ts'

/** What an agent typed, as text always and as HTML where it is formatted. `to`, `cc` and `bcc` hold mail addresses; `mentionIds` people of the desk who are told. */
export interface MessageInput {
  readonly text: string
  readonly html?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly bcc?: readonly string[]
  readonly mentionIds?: readonly Id[]
  readonly attachments?: readonly Attachment[]
}

/** A new message as the change that creates it. */
export interface NewMessage {
  readonly docId: Id
  readonly patch: PatchOf<Message>
}

/** Answers the requester: a public message that the server sends by mail. Refuses `message-too-long`. */
export function replyTo(
  ticket: Ticket,
  input: MessageInput,
  actor: Actor,
  now: Instant,
  newId: NewId,
): Result<NewMessage> {
  return typedMessage(ticket, input, { kind: 'reply', visibility: 'public' }, actor, now, newId)
}

/** Writes a note; a private one never leaves the desk. Refuses `message-too-long`. */
export function addNote(
  ticket: Ticket,
  input: MessageInput & { readonly visibility: Visibility },
  actor: Actor,
  now: Instant,
  newId: NewId,
): Result<NewMessage> {
  return typedMessage(ticket, input, { kind: 'note', visibility: input.visibility }, actor, now, newId)
}

/**
 * Has a reply that failed or perhaps arrived sent again, as the same mail. Refuses `reply-not-failed`, and
 * `not-your-reply` to everybody but its author and those who manage where the ticket lies.
 */
export function sendAgain(
  ticket: Ticket,
  message: Message,
  actor: Actor,
  now: Instant,
): Result<PatchOf<Message>> {
  const patch: PatchOf<Message> = { resends: message.resends + 1 }
  const place = { parent: ticket, parentBuckets: ticketBuckets(ticket) }
  const checked = checkWrite({
    spec: messages,
    before: message,
    docId: message.id,
    patch,
    actor,
    now,
    ...place,
  })
  return checked.ok ? accept(patch) : checked
}

function typedMessage(
  ticket: Ticket,
  input: MessageInput,
  kind: Pick<Message, 'kind' | 'visibility'>,
  actor: Actor,
  now: Instant,
  newId: NewId,
): Result<NewMessage> {
  const fields = typed(input)
  if (fields.text.length > MOST_TEXT || fields.html.length > MOST_HTML)
    return refuse('message-too-long', 'text')
  return newMessage(ticket, { ...fields, ...kind }, actor, now, newId)
}

function typed(input: MessageInput): PatchOf<Message> & Written {
  return {
    text: input.text.trim(),
    html: tidyHtml(input.html ?? ''),
    to: [...(input.to ?? [])],
    cc: [...(input.cc ?? [])],
    ...(input.bcc?.length ? { bcc: [...input.bcc] } : {}),
    ...(input.mentionIds?.length ? { mentionIds: [...new Set(input.mentionIds)].sort() } : {}),
    attachments: [...(input.attachments ?? [])],
  }
}

/**
 * Repeats a message on another ticket, for one that is split off: the same words, author, time and files. A reply is
 * repeated as a public note, since it was sent once.
 */
export function copyMessage(ticket: Ticket, message: Message, deed: Deed, newId: NewId): Result<NewMessage> {
  return newMessage(ticket, copied(message), deed.actor, deed.now, newId)
}

/** What a copy takes from the message it repeats. */
export function copied(message: Message): PatchOf<Message> {
  const { visibility, authorId, authorName, text, html, fullText, subject, attachments, at, automatic } =
    message
  return {
    kind: message.kind === 'reply' ? 'note' : message.kind,
    copyOfId: message.id,
    visibility,
    authorId,
    authorName,
    text,
    html,
    fullText,
    subject,
    attachments: [...attachments],
    at,
    automatic,
  }
}

/** A message of any kind; the server uses it for mail and the portal. */
export function newMessage(
  ticket: Ticket,
  fields: PatchOf<Message>,
  actor: Actor,
  now: Instant,
  newId: NewId,
): Result<NewMessage> {
  const docId = newId()
  const patch: PatchOf<Message> = {
    authorId: actor.personId,
    at: now,
    ticketRev: ticket.rev,
    ...fields,
    ticketId: ticket.id,
  }
  const parentBuckets = ticketBuckets(ticket)
  const checked = checkWrite({
    spec: messages,
    before: undefined,
    docId,
    patch,
    actor,
    now,
    parent: ticket,
    parentBuckets,
  })
  return checked.ok ? accept({ docId, patch }) : checked
}
