import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { PRIORITIES } from '#shared/tickets/schema.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import type { Random } from '../sim/random.ts'

/** Who acts, where, and what they see. */
export interface Scene {
  readonly personId: Id
  readonly orgId: Id
  /** Where a technician works, '' for those who work everywhere. */
  readonly siteId: Id
  readonly requesterId: Id
  readonly tickets: readonly Doc[]
  readonly random: Random
  readonly newId: () => Id
}

/** The start of every word that is written once, so that it can be looked for. */
const WORD = 'w-'

const ACTS = ['create', 'note', 'note', 'reply', 'reply', 'title', 'tag', 'tag', 'priority'] as const

/** What somebody does next: one act, or a ticket opened with a first note. */
export function nextActs(scene: Scene): readonly WriteRequest[] {
  const { random, tickets } = scene
  const act = tickets.length === 0 ? 'create' : random.pick(ACTS)
  if (act === 'create') return openTicket(scene)
  // People look at the same few tickets: that is where they meet.
  const newest = tickets.toSorted((a, b) => (a.id < b.id ? 1 : -1))
  const ticket = random.pick(random.chance(0.6) ? newest.slice(0, 5) : newest)
  switch (act) {
    case 'note':
      return [say(scene, ticket.id, ticket.rev, { kind: 'note', visibility: 'private' })]
    case 'reply':
      return [say(scene, ticket.id, ticket.rev, { kind: 'reply', visibility: 'public' })]
    case 'title':
      return [change(ticket.id, { title: word(scene) })]
    case 'tag':
      return [change(ticket.id, { tags: { $add: [word(scene)] } })]
    case 'priority':
      return [change(ticket.id, { priority: random.pick(PRIORITIES), prioritySource: 'person' })]
    default:
      return act satisfies never
  }
}

/** The word of a change that nobody else writes; undefined for one without. */
export function wordOf({ patch }: { readonly patch: Readonly<Record<string, unknown>> }): string | undefined {
  const tags = patch['tags'] as { readonly $add?: readonly string[] } | undefined
  const written = [patch['title'], patch['text'], ...(tags?.$add ?? [])]
  return written.find((value) => typeof value === 'string' && value.startsWith(WORD)) as string | undefined
}

function word({ newId }: Scene): string {
  return `${WORD}${newId()}`
}

function openTicket(scene: Scene): readonly WriteRequest[] {
  const { personId, orgId, requesterId, newId, random } = scene
  const docId = newId()
  const at = new Date().toISOString()
  const siteId = scene.siteId
  const label = `NEW-${String(2222 + random.below(7000))}`
  const patch = { title: word(scene), orgId, siteId, requesterId, label, createdAt: at, createdBy: personId }
  const first = say(scene, docId, 0, { kind: 'note', visibility: 'private' })
  return [{ collection: 'tickets', docId, op: 'create', patch }, first]
}

function say(scene: Scene, ticketId: Id, ticketRev: number, how: Patch): WriteRequest {
  const at = new Date().toISOString()
  const patch = { ticketId, ticketRev, authorId: scene.personId, text: word(scene), at, ...how }
  return { collection: 'messages', docId: scene.newId(), op: 'create', patch }
}

function change(docId: Id, patch: Patch): WriteRequest {
  return { collection: 'tickets', docId, op: 'change', patch }
}
