import { describe, expect, test } from 'vitest'
import type { Deed } from '../kernel/deed.ts'
import { applyPatch } from '../kernel/patch.ts'
import { links } from '../links/collection.ts'
import type { Link } from '../links/schema.ts'
import { messages } from '../messages/collection.ts'
import type { Message } from '../messages/schema.ts'
import { anActor } from '../people/builders.ts'
import { newDoc } from '../policy/check-write.ts'
import { aTicket } from '../tickets/builders.ts'
import type { Ticket } from '../tickets/schema.ts'
import { mergeTickets, unmergeTickets } from './merge-tickets.ts'
import { openTicket } from './open-from-template.ts'
import { splitTicket, undoSplit } from './split-ticket.ts'
import type { Write } from './write.ts'

const deed: Deed = { actor: anActor(), now: '2026-11-20T09:00:00.000Z' }
let count = 0
const newId = () => `id-${count++}`
const random = () => 0.5
const notes = { onSource: 'Merged into #1043', onTarget: '#1042 was merged into this' }
const source = aTicket({ id: 'source', requesterId: 'rita', watcherIds: ['otto'] })
const target = aTicket({ id: 'target', requesterId: 'paul', number: 1043 })

/** The tickets after these writes. */
function after(ticket: Ticket, writes: readonly Write[]): Ticket {
  return writes
    .filter(({ collection, docId }) => collection === 'tickets' && docId === ticket.id)
    .reduce((doc, { patch }) => applyPatch(doc, patch), ticket)
}

function linksIn(writes: readonly Write[]): Link[] {
  return writes
    .filter(({ collection, op }) => collection === 'links' && op === 'create')
    .map(({ docId, patch }) => newDoc(links, docId, patch))
}

describe('merging', () => {
  const merged = mergeTickets(source, target, [], notes, deed, newId)
  const writes = merged.ok ? merged.value : []

  test('closes the source, leads to the target, and brings its people along', () => {
    expect(after(source, writes)).toMatchObject({ status: 'closed', mergedIntoId: 'target' })
    expect(after(target, writes).watcherIds).toEqual(['otto', 'rita'])
    expect(linksIn(writes)).toMatchObject([{ kind: 'duplicate-of', fromId: 'source', toId: 'target' }])
    expect(writes.filter(({ collection }) => collection === 'messages')).toHaveLength(2)
  })

  test('closes from any stage of any kind', () => {
    const draft = aTicket({ id: 'source', kind: 'change', status: 'new', stage: 'draft' })
    const made = mergeTickets(draft, target, [], notes, deed, newId)
    expect(made.ok && after(draft, made.value).status).toBe('closed')
  })

  test('is refused for one ticket, for one that is merged, and across organisations', () => {
    const refusal = (from: Ticket, into: Ticket) => {
      const made = mergeTickets(from, into, [], notes, deed, newId)
      return made.ok ? 'ok' : made.refusal.code
    }
    expect(refusal(source, source)).toBe('merge-into-itself')
    expect(refusal({ ...source, mergedIntoId: 'x' }, target)).toBe('already-merged')
    expect(refusal(source, { ...target, mergedIntoId: 'x' })).toBe('already-merged')
    expect(refusal(source, { ...target, orgId: 'org-2' })).toBe('merge-elsewhere')
  })

  test('is taken back: the source stands where it stood, and its people no longer read the target', () => {
    const closed = after(source, writes)
    const joined = after(target, writes)
    const back = unmergeTickets(closed, joined, linksIn(writes), deed, source)
    if (!back.ok) throw new Error(back.refusal.code)
    expect(after(closed, back.value)).toMatchObject({ status: 'open', mergedIntoId: '', closedAt: '' })
    expect(after(joined, back.value).watcherIds).toEqual([])
    expect(back.value.filter(({ collection }) => collection === 'links')).toMatchObject([
      { patch: { deletedAt: deed.now } },
    ])
    expect(unmergeTickets(source, target, [], deed)).toMatchObject({ refusal: { code: 'not-merged' } })
  })

  test('of something that was closed long ago opens it again when it is taken back', () => {
    const old = aTicket({ id: 'source', status: 'closed', mergedIntoId: 'target' })
    const back = unmergeTickets(old, undefined, [], deed)
    expect(back.ok && after(old, back.value).status).toBe('open')
  })
})

describe('splitting', () => {
  const mail: Message = {
    ...newDoc(messages, 'mail', {
      kind: 'mail',
      visibility: 'public',
      authorId: 'rita',
      text: 'And the scanner',
    }),
    ticketId: 'source',
    at: '2026-11-19T09:00:00.000Z',
  }
  const split = splitTicket(source, [mail], { title: 'Scanner' }, deed, newId, random)

  test('makes a ticket of the requester with what was said, linked to the one it comes from', () => {
    if (!split.ok) throw new Error(split.refusal.code)
    const [created, link, copy] = split.value.writes
    expect(created).toMatchObject({ op: 'create', patch: { title: 'Scanner', requesterId: 'rita' } })
    expect(link).toMatchObject({ patch: { kind: 'split-from', toId: 'source' } })
    expect(copy).toMatchObject({
      patch: {
        ticketId: split.value.ticketId,
        copyOfId: 'mail',
        authorId: 'rita',
        at: mail.at,
        kind: 'mail',
      },
    })
  })

  test('is taken back with its link', () => {
    if (!split.ok) throw new Error(split.refusal.code)
    const gone = undoSplit(split.value, deed)
    expect(gone.map(({ collection }) => collection)).toEqual(['links', 'tickets'])
    expect(gone.every(({ patch }) => patch['deletedAt'] === deed.now)).toBe(true)
  })

  test('repeats a reply as a note, since it was sent once', () => {
    const reply: Message = { ...mail, id: 'reply', kind: 'reply', authorId: 'agent-1' }
    const made = splitTicket(source, [reply], { title: 'Scanner' }, deed, newId, random)
    expect(made.ok && made.value.writes[2]).toMatchObject({ patch: { kind: 'note', visibility: 'public' } })
  })
})

test('a ticket from a template comes with its tasks and checklists, and what was typed goes first', () => {
  const template = {
    kind: 'request' as const,
    title: 'New colleague',
    tags: ['joiner'],
    custom: { desk: 'B-12' },
    tasks: [{ title: 'Prepare the laptop', steps: ['Install', 'Label'] }, { title: 'Create the account' }],
  }
  const input = { title: 'Camille starts on Monday', orgId: 'org-1', requesterId: 'rita' }
  const made = openTicket(input, template, deed, newId, random)
  if (!made.ok) throw new Error(made.refusal.code)
  const [ticket, ...work] = made.value.writes
  expect(ticket).toMatchObject({
    patch: { kind: 'request', title: 'Camille starts on Monday', tags: ['joiner'], 'custom.desk': 'B-12' },
  })
  expect(work.map(({ patch }) => `${String(patch['kind'])} ${String(patch['title'])}`)).toEqual([
    'task Prepare the laptop',
    'step Install',
    'step Label',
    'task Create the account',
  ])
})
