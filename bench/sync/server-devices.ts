import { v7 } from 'uuid'
import type { Mutation } from '#shared/protocol/wire.ts'
import { addColleague, signIn, type ApiClient } from '#tests/support/api-client.ts'

/** What one agent's console pushes: it works on tickets of its own, so that nothing conflicts. */
export interface Device {
  readonly client: ApiClient
  /** The next mutations in their order. */
  next(count: number): Mutation[]
  /** A new note on one of its tickets. */
  note(): Mutation
}

interface OwnTicket {
  readonly id: string
  rev: number
  title: string
  updatedAt: string
}

const FIRST_TICKETS = 50
const TEXT =
  'Restarted the switch on the second floor and watched the link for ten minutes: no more losses. ' +
  'The cable to the printer room was damaged and has been replaced.'

/** Signs in as `count` agents of the administrator's organisation, each with some tickets of their own. */
export async function openDevices(url: string, count: number): Promise<Device[]> {
  const { client: administrator, session } = await signIn(url)
  const { orgId } = session.person
  const devices: Device[] = []
  for (let index = 0; index < count; index++) {
    const account = { email: `agent-${index}@desk.example`, password: 'correct horse battery' }
    const place = { role: 'agent', at: `org:${orgId}` } as const
    const personId = await addColleague(administrator, orgId, { ...account, ...place })
    const { client } = await signIn(url, account)
    devices.push(await openDevice(client, orgId, personId))
  }
  return devices
}

async function openDevice(client: ApiClient, orgId: string, personId: string): Promise<Device> {
  const tickets: OwnTicket[] = []
  let acts = 0

  const creation = (): Mutation => {
    const id = v7()
    const now = new Date().toISOString()
    const title = `Printer ${id.slice(-6)} loses its connection`
    tickets.push({ id, rev: 1, title, updatedAt: now })
    const times = { createdAt: now, updatedAt: now }
    const patch = { title, orgId, requesterId: personId, createdBy: personId, label: 'NEW-7F3K', ...times }
    return { ...head('tickets', id, now), op: 'create', baseRev: 0, patch }
  }
  const note = (ticket: OwnTicket): Mutation => {
    const now = new Date().toISOString()
    const patch = { ticketId: ticket.id, kind: 'note', authorId: personId, text: TEXT, at: now }
    return { ...head('messages', v7(), now), op: 'create', baseRev: 0, patch }
  }
  const change = (ticket: OwnTicket): Mutation => {
    const now = new Date().toISOString()
    const prev = { title: ticket.title, updatedAt: ticket.updatedAt }
    const patch = { title: `${ticket.title.slice(0, 60)} (${acts})`, updatedAt: now }
    const mutation = {
      ...head('tickets', ticket.id, now),
      op: 'change',
      baseRev: ticket.rev,
      patch,
      prev,
    } as const
    Object.assign(ticket, { ...patch, rev: ticket.rev + 1 })
    return mutation
  }
  /** Of ten acts two open a ticket, two note something, six change one. */
  const act = (): Mutation => {
    const turn = acts++ % 10
    const ticket = tickets[(acts * 7) % tickets.length]
    if (turn < 2 || !ticket) return creation()
    return turn < 4 ? note(ticket) : change(ticket)
  }

  await pushAll(client, Array.from({ length: FIRST_TICKETS }, creation))
  return {
    client,
    next: (count) => Array.from({ length: count }, act),
    note: () => note(tickets[acts++ % tickets.length] ?? { id: '', rev: 0, title: '', updatedAt: '' }),
  }
}

function head(
  collection: string,
  docId: string,
  at: string,
): Pick<Mutation, 'id' | 'collection' | 'docId' | 'at' | 'schema'> {
  return { id: v7(), collection, docId, at, schema: 0 }
}

/** Pushes, and throws unless every mutation was accepted. */
export async function pushAll(client: ApiClient, mutations: readonly Mutation[]): Promise<void> {
  const pushed = await client.push(mutations)
  const refused = pushed.body.answers?.find(({ status }) => status !== 'accepted')
  if (pushed.status !== 200 || refused)
    throw new Error(`a push was answered with ${pushed.text.slice(0, 2000)}`)
}
