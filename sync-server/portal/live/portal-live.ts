import type { ServerResponse } from 'node:http'
import type { Id } from '#shared/kernel/ids.ts'
import type { Message } from '#shared/messages/schema.ts'
import { isPublicMessage } from '#shared/policy/portal.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { ChangeRow, Store } from '../../store/store.ts'
import type { SyncService } from '../../sync/service.ts'
import { presentTicket } from '../presenters.ts'
import { newestTickets } from '../tickets/read-tickets.ts'

/** One page that waits for news. */
export interface PortalConnection {
  readonly response: ServerResponse
  readonly personId: Id
  /** Asked at every heartbeat, and when the person was changed; false ends the connection. */
  readonly isAllowed: () => Promise<boolean>
}

/** The open pages of this process. They hear which of their own tickets changed, and nothing else. */
export interface PortalLive {
  /** Takes over a response whose head is already written. */
  add(connection: PortalConnection): Promise<void>
  /** Ends a person's connections. */
  closePerson(personId: Id): void
  stop(): void
}

const HEARTBEAT_MS = 25_000
const CHANGES = 200
const ORGANISATIONS = 1000
const MOST_PER_PERSON = 10
const MOST_LOOKS = 50_000

interface Tail {
  /** Position up to which changes were looked at, undefined while nobody listens. */
  position: number | undefined
  running: Promise<void> | undefined
  again: boolean
}

/** Starts listening; changes are read only while somebody waits for them. */
export function createPortalLive(
  store: Store,
  sync: Pick<SyncService, 'onHead'>,
  onError: (error: unknown) => void,
  heartbeatMs = HEARTBEAT_MS,
): PortalLive {
  const members = new Map<Id, Set<PortalConnection>>()
  const looks = new Map<Id, string>()
  const tail: Tail = { position: undefined, running: undefined, again: false }
  const follow = (): void => {
    if (members.size === 0) tail.position = undefined
    if (tail.position === undefined) return
    tail.again = true
    tail.running ??= followChanges(store, tail, members, looks)
      .catch(onError)
      .finally(() => {
        tail.running = undefined
      })
  }
  const stopListening = sync.onHead(follow)
  const heartbeat = setInterval(() => {
    for (const connection of [...members.values()].flatMap((own) => [...own])) void beat(connection)
  }, heartbeatMs)
  heartbeat.unref()
  return {
    async add(connection) {
      const { personId, response } = connection
      tail.position ??= await store.head()
      for (const ticket of await newestTickets(store, { id: personId }, undefined)) {
        if (!looks.has(ticket.id)) looks.set(ticket.id, lookOf(ticket))
      }
      if (response.destroyed) return
      join(members, connection)
      response.on('error', () => response.destroy())
      response.write('retry: 3000\n: listening\n\n')
      follow()
    },
    closePerson(personId) {
      for (const { response } of members.get(personId) ?? []) response.end()
    },
    stop() {
      stopListening()
      clearInterval(heartbeat)
      for (const own of members.values()) for (const { response } of own) response.end()
    },
  }
}

function join(members: Map<Id, Set<PortalConnection>>, connection: PortalConnection): void {
  const own = members.get(connection.personId) ?? new Set()
  members.set(connection.personId, own.add(connection))
  const [oldest] = own
  if (own.size > MOST_PER_PERSON) oldest?.response.end()
  connection.response.once('close', () => {
    own.delete(connection)
    if (own.size === 0 && members.get(connection.personId) === own) members.delete(connection.personId)
  })
}

/** What a requester sees of a ticket, as one string: a private note changes the ticket but not its look. */
function lookOf(ticket: Ticket): string {
  const names = new Map([ticket.assigneeId, ticket.requesterId].map((id) => [id, id]))
  return JSON.stringify([ticket.deletedAt, presentTicket(ticket, { id: '' }, names)])
}

type Pokes = Map<Id, Set<Id>>
type Members = ReadonlyMap<Id, ReadonlySet<PortalConnection>>

async function followChanges(
  store: Store,
  tail: Tail,
  members: Members,
  looks: Map<Id, string>,
): Promise<void> {
  while (tail.again && tail.position !== undefined) {
    tail.again = false
    /* oxlint-disable no-await-in-loop -- changes are read in their order */
    const organisations = await store.find('settings', 'kind', 'organisation', { limit: ORGANISATIONS })
    const buckets = organisations.flatMap(({ doc }) => [`org:${doc.id}`, `ref:${doc.id}`])
    const page = await store.changesAfter(tail.position, buckets, CHANGES)
    const pokes: Pokes = new Map()
    for (const row of page.rows) {
      if (row.collection === 'people')
        await Promise.all([...(members.get(row.id) ?? [])].map(endUnlessAllowed))
      const ticket = await visibleChange(store, row, looks)
      const concerned = ticket
        ? [ticket.requesterId, ...ticket.watcherIds].filter((id) => members.has(id))
        : []
      for (const personId of concerned) {
        pokes.set(personId, (pokes.get(personId) ?? new Set()).add(ticket?.id ?? ''))
      }
    }
    /* oxlint-enable no-await-in-loop */
    tail.position = page.through
    tail.again ||= page.more
    tell(members, pokes)
  }
}

/** The ticket on which this change is to be seen by its requester, undefined when it is not. */
async function visibleChange(
  store: Store,
  { collection, doc }: ChangeRow,
  looks: Map<Id, string>,
): Promise<Ticket | undefined> {
  if (collection === 'messages' && doc && isPublicMessage(doc as Message)) {
    return (await store.doc('tickets', (doc as Message).ticketId))?.doc as Ticket | undefined
  }
  if (collection !== 'tickets' || !doc) return undefined
  const ticket = doc as Ticket
  const look = lookOf(ticket)
  const isNews = looks.get(ticket.id) !== look
  looks.delete(ticket.id)
  looks.set(ticket.id, look)
  const [oldest] = looks.keys()
  if (looks.size > MOST_LOOKS && oldest !== undefined) looks.delete(oldest)
  return isNews ? ticket : undefined
}

function tell(members: Members, pokes: Pokes): void {
  for (const [personId, ticketIds] of pokes) {
    const events = [...ticketIds].map((ticketId) => `event: poke\ndata: ${JSON.stringify({ ticketId })}\n\n`)
    for (const { response } of members.get(personId) ?? []) response.write(events.join(''))
  }
}

/** A comment that keeps the line open, unless its owner may not listen any more. */
async function beat(connection: PortalConnection): Promise<void> {
  const { response } = connection
  if (!(await endUnlessAllowed(connection))) return
  if (response.writableNeedDrain) response.destroy()
  else response.write(': still here\n\n')
}

/** Whether the connection stays; a store that does not answer is no reason to end it. */
async function endUnlessAllowed({ response, isAllowed }: PortalConnection): Promise<boolean> {
  const allowed = await isAllowed().catch(() => true)
  if (!allowed) response.end()
  return allowed
}
