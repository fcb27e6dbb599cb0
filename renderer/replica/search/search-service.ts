import { bufferTime, BehaviorSubject, filter, firstValueFrom, merge, type Observable } from 'rxjs'
import type { Message } from '#shared/messages/schema.ts'
import type { Person } from '#shared/people/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { Replica } from '../replica.ts'
import type { MessageEntry, SearchHit, SearchQuery, TicketEntry } from './search-index.ts'
import type { FromSearch, ToSearch } from './search-protocol.ts'

/** Asks the search worker; it keeps up with the replica by itself. */
export interface SearchService {
  search(query: SearchQuery): Promise<readonly SearchHit[]>
  /** Documents read so far while the index is built, 0 once it is complete. */
  readonly building: Observable<number>
  stop(): void
}

const PAGE = 500
const GATHER_MS = 150

/** Starts the worker, fills it with what the replica holds, and follows every change. */
export function createSearchService(replica: Replica): SearchService {
  const worker = new Worker(new URL('search-worker.ts', import.meta.url), { type: 'module' })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin
  const tell = (message: ToSearch) => worker.postMessage(message)
  const building = new BehaviorSubject(1)
  const asked = new Map<number, (hits: readonly SearchHit[]) => void>()
  let asks = 0
  worker.addEventListener('message', ({ data }: MessageEvent<FromSearch>) => {
    asked.get(data.ask)?.(data.hits)
    asked.delete(data.ask)
  })
  const following = follow(replica, tell)
  let isStopped = false
  void fill(replica, tell, building, () => isStopped)
  return {
    search(query) {
      asks += 1
      const ask = asks
      return new Promise((resolve) => {
        asked.set(ask, resolve)
        tell({ type: 'search', ask, query })
      })
    },
    building,
    stop() {
      isStopped = true
      following.unsubscribe()
      worker.terminate()
    },
  }
}

type Tell = (message: ToSearch) => void

function follow(replica: Replica, tell: Tell) {
  const some = <T>(changes: Observable<T>) =>
    changes.pipe(
      bufferTime(GATHER_MS),
      filter((batch) => batch.length > 0),
    )
  const subscription = some(replica.changes('tickets')).subscribe(
    (tickets) => void sendTickets(replica, tickets, tell),
  )
  subscription.add(some(replica.changes('messages')).subscribe((messages) => sendMessages(messages, tell)))
  subscription.add(
    merge(replica.removals('tickets'), replica.removals('messages')).subscribe((id) =>
      tell({ type: 'drop', id }),
    ),
  )
  return subscription
}

/** Reads everything in pages of ascending ids, pausing between them so that the screen stays quick. */
async function fill(
  replica: Replica,
  tell: Tell,
  building: BehaviorSubject<number>,
  isStopped: () => boolean,
): Promise<void> {
  let count = 0
  const pages = async (name: 'tickets' | 'messages', send: (docs: never) => unknown) => {
    let last = ''
    while (!isStopped()) {
      const query = { selector: { id: { $gt: last } }, sort: [{ id: 'asc' as const }], limit: PAGE }
      const docs = await firstValueFrom(replica.find(name, query as never))
      await send(docs as never)
      count += docs.length
      building.next(count)
      if (docs.length < PAGE) return
      last = docs.at(-1)?.id ?? last
      await idle()
    }
  }
  await pages('tickets', (docs: readonly Ticket[]) => sendTickets(replica, docs, tell))
  await pages('messages', (docs: readonly Message[]) => sendMessages(docs, tell))
  building.next(0)
}

function idle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20))
}

async function sendTickets(replica: Replica, tickets: readonly Ticket[], tell: Tell): Promise<void> {
  for (const ticket of tickets) if (ticket.deletedAt !== '') tell({ type: 'drop', id: ticket.id })
  const kept = tickets.filter((ticket) => ticket.deletedAt === '')
  const requesters = await requestersOf(replica, kept)
  tell({
    type: 'tickets',
    entries: kept.map((ticket) => ticketEntry(ticket, requesters.get(ticket.requesterId))),
  })
}

async function requestersOf(
  replica: Replica,
  tickets: readonly Ticket[],
): Promise<ReadonlyMap<string, Person>> {
  const ids = [...new Set(tickets.map((ticket) => ticket.requesterId))].filter((id) => id !== '')
  const people =
    ids.length === 0 ? [] : await firstValueFrom(replica.find('people', { selector: { id: { $in: ids } } }))
  return new Map(people.map((person) => [person.id, person]))
}

function ticketEntry(ticket: Ticket, requester: Person | undefined): TicketEntry {
  const { id, number, label, title, status, priority, assigneeId, teamId, siteId, categoryId } = ticket
  const named = requester === undefined ? '' : `${requester.name} ${requester.emails.join(' ')}`
  const updatedAt = Date.parse(ticket.updatedAt) || 0
  const known = { id, number, label, title, status, priority, assigneeId, teamId, siteId, categoryId }
  return { ...known, requester: named, updatedAt }
}

function sendMessages(messages: readonly Message[], tell: Tell): void {
  for (const message of messages) if (message.deletedAt !== '') tell({ type: 'drop', id: message.id })
  const entries = messages
    .filter((message) => message.deletedAt === '')
    .map(({ id, ticketId, text }): MessageEntry => ({ id, ticketId, text }))
  tell({ type: 'messages', entries })
}
