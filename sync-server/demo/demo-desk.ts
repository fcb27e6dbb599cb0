import { activity } from '#shared/activity/collection.ts'
import type { Activity } from '#shared/activity/schema.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Person } from '#shared/people/schema.ts'
import { ticketBuckets } from '#shared/tickets/schema.ts'
import { demoArticles } from './articles.ts'
import { demoAssets } from './assets.ts'
import { withCustomValues } from './custom-values.ts'
import { inProcess, withVisits } from './in-process.ts'
import { demoSettings } from './organisation.ts'
import { demoAgents, demoRequesters } from './people.ts'
import { chance } from './random.ts'
import { demoReleases } from './releases.ts'
import { demoLinks, withDuplicates } from './relations.ts'
import { demoTickets, type DemoTicket } from './tickets.ts'
import { demoWork } from './work.ts'

export const DEMO_SEED = 20_261_120
const SPOKEN_TICKETS = 400
const RELEASES = 2
export const DEMO_TICKETS = SPOKEN_TICKETS + RELEASES
const REQUESTERS = 120
const COMPUTERS = 200
const FIRST_NUMBER = 1001

/** Every document of the demo, parents before children, and who may sign in. */
export interface DemoDesk {
  readonly documents: readonly (readonly [CollectionName, Doc])[]
  readonly agents: readonly Person[]
  readonly requesters: readonly Person[]
}

/** An IT department of 3 sites, 8 agents, 120 requesters, about 200 computers and 402 tickets; the same for the same `now`. */
export function demoDesk(now: Instant, mailAddress: string): DemoDesk {
  const luck = chance(DEMO_SEED)
  const agents = demoAgents()
  const requesters = demoRequesters(luck, REQUESTERS)
  const assets = demoAssets(luck, [...agents, ...requesters], COMPUTERS, now)
  const spoken = [
    ...demoTickets(luck, { agents, requesters, assets }, SPOKEN_TICKETS, FIRST_NUMBER, now),
    ...demoReleases(agents, FIRST_NUMBER + SPOKEN_TICKETS, now),
  ]
  const everybody = [...agents, ...requesters]
  const opened = spoken.map(({ ticket }) => ticket)
  const work = demoWork(opened, everybody, now)
  const workOn = Map.groupBy(work, ({ ticketId }) => ticketId)
  const standing = opened.map((ticket) => inProcess(ticket, workOn.get(ticket.id) ?? [], everybody, now))
  const technicians = agents.filter(({ roles }) => roles[0]?.role === 'technician').map(({ id }) => id)
  const tickets = withCustomValues(withDuplicates(withVisits(standing, technicians, now)))
  const as = (name: CollectionName, docs: readonly object[]) => docs.map((doc) => [name, doc as Doc] as const)
  return {
    documents: [
      ...as('settings', demoSettings(mailAddress)),
      ...as('people', everybody),
      ...as('assets', assets),
      ...as('articles', demoArticles(now)),
      ...as('tickets', tickets),
      ...as(
        'messages',
        spoken.flatMap((entry) => entry.messages),
      ),
      ...as('items', work),
      ...as('links', demoLinks(tickets, assets)),
      ...as('activity', spoken.flatMap(historyOf)),
    ],
    agents,
    requesters,
  }
}

/** The activity log of a ticket as its life would have written it. */
function historyOf({ ticket, messages }: DemoTicket): Activity[] {
  const entry = (mark: string, fields: Partial<Activity>): Activity => ({
    ...(activity.defaults as Activity),
    id: `activity-${ticket.id}-${mark}`,
    rev: 1,
    deletedAt: '',
    collection: 'tickets',
    docId: ticket.id,
    ticketId: ticket.id,
    deviceId: 'server',
    scope: ticketBuckets(ticket),
    ...fields,
  })
  const at = (instant: Instant) => ({ at: instant, acceptedAt: instant })
  const assigned = messages[1]?.at ?? ticket.createdAt
  const done = ticket.status === 'resolved' || ticket.status === 'closed'
  return [
    entry('created', {
      action: 'created',
      actorId: ticket.createdBy,
      ...at(ticket.createdAt),
      changes: [{ field: 'title', before: '', after: ticket.title }],
    }),
    ...(ticket.assigneeId === ''
      ? []
      : [
          entry('assigned', {
            actorId: ticket.assigneeId,
            ...at(assigned),
            changes: [{ field: 'assigneeId', before: '', after: ticket.assigneeId }],
          }),
        ]),
    ...messages.slice(1).map((message, turn) =>
      entry(`message-${String(turn)}`, {
        action: 'created',
        collection: 'messages',
        docId: message.id,
        actorId: message.authorId,
        ...at(message.at),
        changes: [{ field: 'kind', before: '', after: message.kind }],
      }),
    ),
    ...(done
      ? [
          entry('resolved', {
            actorId: ticket.assigneeId,
            ...at(ticket.resolvedAt),
            changes: [{ field: 'status', before: 'open', after: ticket.status }],
          }),
        ]
      : []),
  ]
}
