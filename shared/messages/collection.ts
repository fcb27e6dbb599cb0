import { defineCollection, type ConflictRule, type WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { managesTicket } from '../policy/policy.ts'
import { Message } from './schema.ts'

/**
 * A message says something, by an author that is who they say, and a reply is never private. Who writes with formatting
 * says it as text as well: search, lists and mail read that. What a copy says, and by whom, the server takes from the
 * message it repeats.
 */
function checkMessage(write: WriteContext<Message>): Refusal | undefined {
  const { before, after, actor } = write
  if (before) return checkResend(before, write)
  const mayLackText = actor.system === true || after.copyOfId !== ''
  const isSaid = after.text.trim() !== '' || (mayLackText && after.html !== '')
  if (!isSaid && after.attachments.length === 0) return refuse('message-empty', 'text').refusal
  if (after.resends !== 0) return refuse('reply-not-failed', 'resends').refusal
  if (after.kind === 'reply' && after.visibility !== 'public')
    return refuse('reply-private', 'visibility').refusal
  if (after.copyOfId !== '') {
    return after.kind === 'reply' ? refuse('kind-not-allowed', 'kind').refusal : undefined
  }
  if (!actor.system) {
    if (after.authorId !== actor.personId) return refuse('author-forged', 'authorId').refusal
    if (after.authorName !== '') return refuse('author-forged', 'authorName').refusal
    if (after.kind !== 'reply' && after.kind !== 'note') return refuse('kind-not-allowed', 'kind').refusal
    if (after.automatic) return refuse('kind-not-allowed', 'automatic').refusal
  }
  return undefined
}

/**
 * A reply that failed, or perhaps arrived, is sent again when its author or a manager says so: once each time, however
 * many people say it on however many devices, since each names the same count.
 */
function checkResend(before: Message, { after, actor, parent }: WriteContext<Message>): Refusal | undefined {
  if (after.resends === before.resends) return undefined
  const isOpen = before.delivery === 'failed' || before.delivery === 'uncertain'
  if (before.kind !== 'reply' || !isOpen || after.resends !== before.resends + 1) {
    return refuse('reply-not-failed', 'resends').refusal
  }
  const isTheirs = before.authorId === actor.personId || managesTicket(actor, parent)
  return actor.system || isTheirs ? undefined : refuse('not-your-reply', 'resends').refusal
}

/** Two people who have one failure sent again mean the same. */
const oneResend: ConflictRule<Message> = () => 'theirs-quietly'

export const messages = defineCollection<Message>({
  name: 'messages',
  version: 2,
  schema: Message,
  mode: 'append-only',
  fields: {
    ticketId: 'fixed',
    kind: 'fixed',
    visibility: 'fixed',
    authorId: 'fixed',
    authorName: 'fixed',
    text: 'fixed',
    html: 'fixed',
    fullText: 'fixed',
    subject: 'fixed',
    to: 'fixed',
    cc: 'fixed',
    bcc: 'fixed',
    attachments: 'fixed',
    mentionIds: 'fixed',
    copyOfId: 'fixed',
    at: 'fixed',
    ticketRev: 'fixed',
    automatic: 'fixed',
    delivery: 'derived',
    deliveryError: 'derived',
    resends: 'value',
    mailId: 'derived',
    scope: 'derived',
  },
  defaults: {
    ticketId: '',
    kind: 'note',
    visibility: 'private',
    authorId: '',
    authorName: '',
    text: '',
    html: '',
    fullText: '',
    subject: '',
    to: [],
    cc: [],
    bcc: [],
    attachments: [],
    mentionIds: [],
    copyOfId: '',
    at: '',
    ticketRev: 0,
    automatic: false,
    delivery: 'none',
    deliveryError: '',
    resends: 0,
    mailId: '',
    scope: [],
  },
  conflicts: { resends: oneResend },
  indexes: [['ticketId', 'at']],
  parent: (message) => ({ collection: 'tickets', id: message.ticketId }),
  parents: ['tickets'],
  ticketOf: (message) => message.ticketId,
  lookups: (message) => ({
    ticket: [message.ticketId],
    mail: message.mailId === '' ? [] : [message.mailId],
    file: message.attachments.map((attachment) => attachment.sha256),
  }),
  check: checkMessage,
})
