import { defineCollection, type WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { Message } from './schema.ts'

/** A message says something, by an author that is who they say, and a reply is never private. */
function checkMessage({ before, after, actor }: WriteContext<Message>): Refusal | undefined {
  if (before) return undefined
  if (after.text.trim() === '' && after.html === '' && after.attachments.length === 0) {
    return refuse('message-empty', 'text').refusal
  }
  if (after.kind === 'reply' && after.visibility !== 'public')
    return refuse('reply-private', 'visibility').refusal
  if (!actor.system) {
    if (after.authorId !== actor.personId) return refuse('author-forged', 'authorId').refusal
    if (after.kind !== 'reply' && after.kind !== 'note') return refuse('kind-not-allowed', 'kind').refusal
  }
  return undefined
}

export const messages = defineCollection<Message>({
  name: 'messages',
  version: 0,
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
    at: 'fixed',
    ticketRev: 'fixed',
    automatic: 'fixed',
    delivery: 'derived',
    deliveryError: 'derived',
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
    at: '',
    ticketRev: 0,
    automatic: false,
    delivery: 'none',
    deliveryError: '',
    mailId: '',
    scope: [],
  },
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
