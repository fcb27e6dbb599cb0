import type { Article } from '../articles/schema.ts'
import type { Message } from '../messages/schema.ts'
import type { Person } from '../people/schema.ts'
import type { Ticket } from '../tickets/schema.ts'

/** On the portal a person sees the tickets they asked for or watch, and no others. */
export function seesTicket(person: Pick<Person, 'id'>, ticket: Ticket): boolean {
  return (
    ticket.deletedAt === '' && (ticket.requesterId === person.id || ticket.watcherIds.includes(person.id))
  )
}

/** Private notes never leave the desk. */
export function isPublicMessage(message: Pick<Message, 'visibility' | 'deletedAt' | 'delivery'>): boolean {
  return message.visibility === 'public' && message.deletedAt === '' && message.delivery !== 'held'
}

/** Published articles for everybody, as they stand; kept versions are the desk's. */
export function isPublicArticle(article: Article): boolean {
  return (
    article.versionOf === '' &&
    article.audience === 'public' &&
    article.state === 'published' &&
    article.deletedAt === ''
  )
}
