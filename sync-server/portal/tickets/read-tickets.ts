import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Person } from '#shared/people/schema.ts'
import { isPublicMessage, seesTicket } from '#shared/policy/portal.ts'
import { tickets } from '#shared/tickets/collection.ts'
import { isOpenStatus } from '#shared/tickets/process.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { Store } from '../../store/store.ts'
import type { MessagePage, TicketAnswer, TicketGroup, TicketPage } from '../contract.ts'
import { presentMessage, presentTicket, type Names } from '../presenters.ts'

type Viewer = Pick<Person, 'id'>

/** Tickets and messages in one answer. */
const PAGE = 25
const MESSAGES = 100
/** Documents read at a time, and at most for one answer. */
const BATCH = 100
const MOST_TICKETS_READ = 500
const MOST_MESSAGES_READ = 5000

/** One page of the person's own and watched tickets, the newest first. `after` is the `next` of the page before. */
export async function listTickets(
  store: Store,
  viewer: Viewer,
  group: TicketGroup,
  after: Id | undefined,
): Promise<TicketPage> {
  const found: Ticket[] = []
  let cursor = after
  let read = 0
  let exhausted = false
  while (found.length < PAGE && read < MOST_TICKETS_READ && !exhausted) {
    // oxlint-disable-next-line no-await-in-loop -- each batch begins where the one before ended
    const batch = await newestTickets(store, viewer, cursor)
    for (const ticket of batch) {
      cursor = ticket.id
      if (seesTicket(viewer, ticket) && isOpenStatus(ticket.status) === (group === 'open')) found.push(ticket)
      if (found.length === PAGE) break
    }
    read += batch.length
    exhausted = batch.length < BATCH && found.length < PAGE
  }
  const names = await namesOf(store, found.flatMap(peopleOf))
  return {
    tickets: found.map((ticket) => presentTicket(ticket, viewer, names)),
    next: exhausted ? '' : (cursor ?? ''),
  }
}

/** A batch of the tickets somebody asked for or watches, in falling order of their ids. */
export async function newestTickets(store: Store, viewer: Viewer, after: Id | undefined): Promise<Ticket[]> {
  const page = { limit: BATCH, ...(after === undefined ? {} : { afterId: after }) }
  const [asked, watched] = await Promise.all([
    store.find('tickets', 'requester', viewer.id, page),
    store.find('tickets', 'watcher', viewer.id, page),
  ])
  const byId = new Map([...asked, ...watched].map(({ doc }) => [doc.id, asTicket(doc)]))
  return [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, BATCH)
}

/** One that was stored before a field existed has its default. */
function asTicket(doc: Doc): Ticket {
  return { ...(tickets.defaults as Ticket), ...(doc as Ticket) }
}

/** The ticket when this person may see it; undefined otherwise, whether it exists or not. */
export async function findTicket(store: Store, viewer: Viewer, id: Id): Promise<Ticket | undefined> {
  const stored = await store.doc('tickets', id)
  const ticket = stored && asTicket(stored.doc)
  return ticket && seesTicket(viewer, ticket) ? ticket : undefined
}

/** A ticket with the latest public messages, as its requester sees them. */
export async function answerTicket(store: Store, viewer: Viewer, ticket: Ticket): Promise<TicketAnswer> {
  const [names, page] = await Promise.all([
    namesOf(store, peopleOf(ticket)),
    readMessages(store, viewer, ticket.id, undefined),
  ])
  return { ticket: presentTicket(ticket, viewer, names), ...page }
}

/** Public messages of a ticket the person sees: the latest, or those before a message named by an earlier page. */
export async function readMessages(
  store: Store,
  viewer: Viewer,
  ticketId: Id,
  before: Id | undefined,
): Promise<MessagePage> {
  const found: Message[] = []
  let more = false
  for await (const message of publicMessages(store, ticketId, before)) {
    more = found.length === MESSAGES
    if (more) break
    found.push(message)
  }
  const names = await namesOf(
    store,
    found.map(({ authorId }) => authorId),
  )
  const inOrder = found.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))
  return {
    messages: inOrder.map((message) => presentMessage(message, viewer, names)),
    earlier: more ? (found.at(-1)?.id ?? '') : '',
  }
}

/** The public messages of a ticket from the newest on. */
export async function* publicMessages(
  store: Store,
  ticketId: Id,
  before: Id | undefined,
): AsyncGenerator<Message> {
  let cursor = before
  for (let read = 0; read < MOST_MESSAGES_READ; read += BATCH) {
    const page = { limit: BATCH, ...(cursor === undefined ? {} : { afterId: cursor }) }
    // oxlint-disable-next-line no-await-in-loop -- each batch begins where the one before ended
    const batch = await store.find('messages', 'ticket', ticketId, page)
    for (const { doc } of batch) if (isPublicMessage(doc as Message)) yield doc as Message
    if (batch.length < BATCH) return
    cursor = batch.at(-1)?.doc.id
  }
}

const peopleOf = ({ requesterId, assigneeId }: Ticket) => [requesterId, assigneeId]

/** Names of people by id; nobody else's data leaves here. */
async function namesOf(store: Store, ids: readonly Id[]): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== '')
  const people = wanted.length === 0 ? [] : await store.docs('people', wanted)
  return new Map(people.map(({ doc }) => [doc.id, (doc as Person).name]))
}
