import type { Actor, RoleGrant } from '#shared/kernel/actor.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Id, NewId } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { addNote, replyTo } from '#shared/messages/rules.ts'
import type { Notice } from '#shared/notices/schema.ts'
import type { DocumentStore } from '#renderer/replica/document-store.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import {
  PENDING_REASONS,
  PRIORITIES,
  LEVELS,
  TICKET_KINDS,
  TICKET_STATUSES,
  type Ticket,
} from '#shared/tickets/schema.ts'
import {
  afterAgentReply,
  assignTicket,
  changeFields,
  changePriority,
  changeSeverity,
  changeStatus,
  createTicket,
  customPatch,
  type TicketInput,
} from '#shared/tickets/rules.ts'
import { PLACES, STAFF } from './desk.ts'
import type { Random } from './random.ts'
import { POISON } from './server.ts'
import { isWorkAct, WORK_ACTS, workAct, type WorkActName } from './work-acts.ts'

/** What a person does at the console, and how often among a hundred acts. */
export const ACTS = {
  create: 12,
  reply: 9,
  note: 9,
  priority: 10,
  severity: 5,
  status: 10,
  assign: 8,
  title: 7,
  tag: 8,
  untag: 5,
  text: 10,
  custom: 6,
  move: 4,
  'move-away': 2,
  delete: 1,
  'read-notice': 3,
  'take-conflict': 4,
  dismiss: 2,
  burst: 4,
  'create-kind': 5,
  ...WORK_ACTS,
} as const
export type ActName = keyof typeof ACTS

/** Everything an act is made of. `word` is found in what it writes and nowhere else. */
export interface Scene {
  readonly documents: DocumentStore
  readonly personId: Id
  readonly deviceId: Id
  readonly now: Instant
  readonly newId: NewId
  readonly random: Random
  readonly word: string
}

/** The writes of an act; nothing when there is nothing to do it to, or when a rule says no. */
export async function perform(name: ActName, scene: Scene): Promise<readonly WriteRequest[]> {
  const actor = await actorOf(scene)
  const tickets = await all<Ticket>(scene.documents, 'tickets')
  if (name === 'create') return creation(scene, actor)
  if (name === 'create-kind') return creation(scene, actor, { kind: scene.random.pick(TICKET_KINDS) })
  if (name === 'read-notice' || name === 'take-conflict' || name === 'dismiss')
    return onNotice(name, scene, actor)
  if (tickets.length === 0) return []
  // People look at the same few tickets: that is where they meet.
  const ticket = scene.random.pick(scene.random.chance(0.6) ? tickets.slice(0, 2) : tickets)
  if (name === 'reply' || name === 'note') return speak(name, scene, actor, ticket)
  if (isWorkAct(name)) {
    if (!scene.documents.keeps('items')) return []
    const items = (await all<Item>(scene.documents, 'items')).filter((item) => item.ticketId === ticket.id)
    return workAct(name, { ...scene, actor, ticket, items })
  }
  if (name === 'burst') {
    const names = ['priority', 'title', 'tag', 'text', 'custom'] as const
    const patches = names.map((each) => ticketPatch(each, scene, actor, ticket))
    return patches.flatMap((patch) => (patch.ok ? [change('tickets', ticket.id, patch.value)] : []))
  }
  const patch = ticketPatch(name, scene, actor, ticket)
  return patch.ok ? [change('tickets', ticket.id, patch.value)] : []
}

/** True for what no server can read, because of the name it was given. */
export function isUnreadable({ docId }: Pick<WriteRequest, 'docId'>): boolean {
  return docId.includes(' ')
}

/** Writes that no server takes: `wire` cannot even be read, `server` makes a feature fail. */
export async function poison(kind: 'wire' | 'server', scene: Scene): Promise<readonly WriteRequest[]> {
  const [first] = await creation(scene, await actorOf(scene))
  if (!first) return []
  if (kind === 'wire') return [{ ...first, docId: `${first.docId} is no id` }]
  return [{ ...first, patch: { ...first.patch, title: `${POISON} ${scene.word}` } }]
}

/** A note on a ticket that this device was never shown, and that the server may not have: it comes before its parent. */
export function orphan({ personId, now, newId, word }: Scene, ticketId: Id): readonly WriteRequest[] {
  const said = { kind: 'note', visibility: 'private', text: `Early ${word}`, ticketRev: 0 }
  const patch = { authorId: personId, at: now, ticketId, ...said }
  return [{ collection: 'messages', op: 'create', docId: newId(), patch }]
}

/** Every document of a collection that the device shows, in the order of their ids. */
export async function all<D extends Doc | Ticket | Notice | Item>(
  documents: DocumentStore,
  name: CollectionName,
): Promise<D[]> {
  const found = await documents.read(name, await documents.ids(name))
  const shown = [...found.values()].filter((doc) => doc.deletedAt === '')
  return shown.sort((a, b) => (a.id < b.id ? -1 : 1)) as unknown as D[]
}

async function actorOf({ documents, personId, deviceId }: Scene): Promise<Actor> {
  const me = (await documents.read('people', [personId])).get(personId)
  const roles = (me?.['roles'] ??
    STAFF.find(({ id }) => id === personId)?.roles[0] ??
    []) as readonly RoleGrant[]
  return { personId, deviceId, roles }
}

function change(collection: CollectionName, docId: Id, patch: Patch): WriteRequest {
  return { collection, docId, op: 'change', patch }
}

function creation(
  { random, word, now, newId }: Scene,
  actor: Actor,
  of: Partial<TicketInput> = {},
): readonly WriteRequest[] {
  const own = PLACES.filter(({ orgId, sites }) =>
    actor.roles.some(({ at }) => at === `org:${orgId}` || sites.some((site) => at === `site:${site}`)),
  )
  const place = random.pick(own.length > 0 ? own : PLACES)
  const input = {
    title: `Ticket ${word}`,
    orgId: place.orgId,
    siteId: random.pick(place.sites),
    requesterId: place.requester,
    ...of,
    ...(random.chance(0.4) ? { assigneeId: random.pick(STAFF).id } : {}),
  }
  const made = createTicket(input, actor, now, newId, random)
  return made.ok
    ? [{ collection: 'tickets', op: 'create', docId: made.value.docId, patch: made.value.patch }]
    : []
}

function speak(
  name: 'reply' | 'note',
  { random, word, now, newId }: Scene,
  actor: Actor,
  ticket: Ticket,
): readonly WriteRequest[] {
  const made =
    name === 'reply'
      ? replyTo(ticket, { text: `Answer ${word}` }, actor, now, newId)
      : addNote(
          ticket,
          { text: `Note ${word}`, visibility: random.pick(['private', 'public']) },
          actor,
          now,
          newId,
        )
  if (!made.ok) return []
  const message: WriteRequest = { collection: 'messages', op: 'create', ...made.value }
  return name === 'reply' ? [message, change('tickets', ticket.id, afterAgentReply(ticket, now))] : [message]
}

type TicketAct = Exclude<
  ActName,
  | 'create'
  | 'create-kind'
  | 'reply'
  | 'note'
  | 'read-notice'
  | 'take-conflict'
  | 'dismiss'
  | 'burst'
  | WorkActName
>

function ticketPatch(name: TicketAct, scene: Scene, actor: Actor, ticket: Ticket): Result<Patch> {
  const { random, word, now } = scene
  const fields = (patch: Partial<Record<keyof Ticket, unknown>>) =>
    changeFields(ticket, patch as never, actor, now)
  switch (name) {
    case 'priority':
      return changePriority(ticket, random.pick(PRIORITIES), actor, now)
    case 'severity':
      return changeSeverity(ticket, { urgency: random.pick(LEVELS) }, actor, now)
    case 'status':
      return changeStatus(
        ticket,
        random.pick(TICKET_STATUSES),
        { pendingReason: random.pick(PENDING_REASONS.slice(1)) },
        actor,
        now,
      )
    case 'assign':
      return assignTicket(ticket, { assigneeId: random.pick(STAFF).id }, actor, now)
    case 'title':
      return fields({ title: `Title ${word}` })
    case 'tag':
      return fields({
        tags: { $add: [random.chance(0.5) ? word : random.pick(['vpn', 'printer', 'screen'])] },
      })
    case 'untag':
      return fields({ tags: { $remove: ticket.tags.slice(0, 1 + random.below(2)) } })
    case 'text':
      return fields({ resolution: edited(ticket.resolution, word, random) })
    case 'custom':
      return fields(customPatch({ [random.pick(['room', 'colour'])]: random.chance(0.2) ? null : word }))
    case 'move':
      return fields({
        siteId: random.pick(PLACES.find(({ orgId }) => orgId === ticket.orgId)?.sites ?? ['']),
      })
    case 'move-away': {
      const place = random.pick(PLACES)
      return fields({ orgId: place.orgId, siteId: random.pick(place.sites) })
    }
    case 'delete':
      return fields({ deletedAt: now })
    default:
      return name satisfies never
  }
}

/** A long text with a line added, replaced or removed somewhere. */
function edited(text: string, word: string, random: Random): string {
  const lines = text === '' ? [] : text.split('\n')
  const at = random.below(lines.length + 1)
  const removed = lines.length > 2 && random.chance(0.3) ? 1 : 0
  return lines.toSpliced(at, removed, `line ${word}`).join('\n')
}

async function onNotice(
  name: 'read-notice' | 'take-conflict' | 'dismiss',
  scene: Scene,
  actor: Actor,
): Promise<readonly WriteRequest[]> {
  const { documents, random, now } = scene
  const open = (await all<Notice>(documents, 'notices')).filter(({ state }) => state === 'open')
  const notices = name === 'take-conflict' ? open.filter(({ kind }) => kind === 'conflict') : open
  if (notices.length === 0) return []
  const notice = random.pick(notices)
  if (name === 'read-notice') return [change('notices', notice.id, { readAt: now })]
  if (name === 'dismiss') return [change('notices', notice.id, { state: 'dismissed' })]
  const ticket = (await documents.read('tickets', [notice.docId])).get(notice.docId) as Ticket | undefined
  if (!ticket || notice.collection !== 'tickets') return []
  const lost = { [notice.field]: notice.yours, ...notice.companions }
  const taken = changeFields(ticket, lost as never, actor, now)
  if (!taken.ok) return []
  return [change('tickets', ticket.id, taken.value), change('notices', notice.id, { state: 'taken' })]
}
