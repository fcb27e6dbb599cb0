import type { Article } from '#shared/articles/schema.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Attachment, Message } from '#shared/messages/schema.ts'
import type { Person } from '#shared/people/schema.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { assertNever } from '#shared/kernel/assert-never.ts'
import { cleanWrittenHtml } from '../features/messages/written-html.ts'
import type {
  ArticleHit,
  Choice,
  PortalArticle,
  PortalFile,
  PortalMessage,
  PortalTicket,
  TicketState,
} from './contract.ts'

/** Names by person id, as far as they are known. */
export type Names = ReadonlyMap<string, string>

const EXCERPT_LENGTH = 180

/** What a requester sees of a ticket. Nothing that only the desk's own work changes is in it. */
export function presentTicket(ticket: Ticket, viewer: Pick<Person, 'id'>, names: Names): PortalTicket {
  const isOpen = ticket.status === 'new' || ticket.status === 'open'
  return {
    id: ticket.id,
    name: ticketName(ticket),
    title: ticket.title,
    state: stateOf(ticket),
    waitingOn: waitingOn(ticket),
    categoryId: ticket.categoryId,
    siteId: ticket.siteId,
    requester: names.get(ticket.requesterId) ?? '',
    mine: ticket.requesterId === viewer.id,
    handler: names.get(ticket.assigneeId) ?? '',
    createdAt: ticket.createdAt,
    lastAt: latest(ticket.createdAt, ticket.lastPublicAt, ticket.resolvedAt, ticket.closedAt),
    answerDueAt: isOpen && ticket.firstRespondedAt === '' ? ticket.responseDueAt : '',
  }
}

function stateOf(ticket: Pick<Ticket, 'status' | 'pendingReason'>): TicketState {
  switch (ticket.status) {
    case 'new':
      return 'received'
    case 'open':
      return 'in-progress'
    case 'pending':
      return ticket.pendingReason === 'requester' ? 'waiting-for-you' : 'in-progress'
    case 'resolved':
      return 'solved'
    case 'closed':
      return 'closed'
    default:
      return assertNever(ticket.status)
  }
}

function waitingOn({ status, pendingReason }: Ticket): PortalTicket['waitingOn'] {
  return status === 'pending' && pendingReason !== 'requester' ? pendingReason : ''
}

function latest(...instants: readonly Instant[]): Instant {
  return instants.reduce((newest, at) => (at > newest ? at : newest), '')
}

/** What a requester sees of a public message; the caller has asked `isPublicMessage`. */
export function presentMessage(message: Message, viewer: Pick<Person, 'id'>, names: Names): PortalMessage {
  const fromDesk = message.kind === 'reply' || message.kind === 'note'
  return {
    id: message.id,
    author: names.get(message.authorId) ?? nameWithoutAddress(message.authorName),
    mine: message.authorId === viewer.id,
    fromDesk,
    text: message.text,
    // Mail that came in is shown as text: its HTML is the sender's, not the desk's.
    html: fromDesk && message.html !== '' ? cleanWrittenHtml(message.html) : '',
    at: message.at,
    files: message.attachments.map(presentFile),
  }
}

/** A sender known by address alone is called by the part before the @. */
function nameWithoutAddress(name: string): string {
  return name.includes('@') ? (name.split('@')[0] ?? '') : name
}

function presentFile({ sha256, name, size, type }: Attachment): PortalFile {
  return { sha256, name, size, type }
}

/** A category or site to choose from. */
export function presentChoice(setting: Setting): Choice {
  return { id: setting.id, name: setting.name, names: setting.names }
}

/** An article in a list: its title and how it begins. */
export function presentHit(article: Article): ArticleHit {
  return { id: article.id, title: article.title, excerpt: excerptOf(article.body) }
}

function excerptOf(body: string): string {
  const line = body.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= EXCERPT_LENGTH) return line
  const cut = line.slice(0, EXCERPT_LENGTH)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))}…`
}

/** A public article; who wrote it is the desk's business. */
export function presentArticle(article: Article): PortalArticle {
  const { id, title, body, language, updatedAt } = article
  return { id, title, body, language, updatedAt }
}
