import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Actor } from '#shared/kernel/actor.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import { applyPatch, type Patch } from '#shared/kernel/patch.ts'
import type { Result } from '#shared/kernel/result.ts'
import { addNote, replyTo } from '#shared/messages/rules.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import { tickets } from '#shared/tickets/collection.ts'
import {
  assignTicket,
  changeFields,
  changePriority,
  changeSeverity,
  changeStatus,
  createTicket,
} from '#shared/tickets/rules.ts'
import { LEVELS, PENDING_REASONS, PRIORITIES, TICKET_STATUSES, type Ticket } from '#shared/tickets/schema.ts'
import {
  ann,
  change,
  creation,
  luc,
  mona,
  newPlace,
  NOON,
  olga,
  openDesk,
  type Desk,
  type Place,
} from './desk.ts'

/** What one of the console's commands would write. */
interface Intent {
  readonly collection: CollectionName
  /** Undefined for a change of the ticket. */
  readonly docId?: string
  readonly patch: Patch
}

type Command = (ticket: Ticket, actor: Actor) => Result<Intent>

/** One of the usual values six times out of seven. */
function mostly<T>(usual: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  )
}

/** The fields that have a value. */
const given = (fields: object): Patch =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const typed = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', 'a\0b', '\ud800', '__proto__', 'x'.repeat(301)) },
)
/** The settings of other organisations are on no device: nobody can choose one. */
const places = mostly(['', 'lyon', 'paris', 'acme'], ['no where'])
const people = mostly(['', 'ann', 'luc', 'rita'], ['nobody', 'é'])
const words = fc.array(typed, { maxLength: 3 })

const onTicket = (result: Result<Patch>): Result<Intent> =>
  result.ok ? { ok: true, value: { collection: 'tickets', patch: result.value } } : result
const onMessage = (result: Result<{ docId: string; patch: Patch }>): Result<Intent> =>
  result.ok ? { ok: true, value: { collection: 'messages', ...result.value } } : result

const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom(...PRIORITIES).map(
    (priority): Command =>
      (ticket, actor) =>
        onTicket(changePriority(ticket, priority, actor, NOON)),
  ),
  fc.record({ impact: fc.constantFrom(...LEVELS), urgency: fc.constantFrom(...LEVELS) }).map(
    (severity): Command =>
      (ticket, actor) =>
        onTicket(changeSeverity(ticket, severity, actor, NOON)),
  ),
  fc
    .tuple(
      fc.constantFrom(...TICKET_STATUSES),
      fc.record(
        { pendingReason: fc.constantFrom(...PENDING_REASONS), resolution: typed },
        { requiredKeys: [] },
      ),
    )
    .map(
      ([status, options]): Command =>
        (ticket, actor) =>
          onTicket(changeStatus(ticket, status, options, actor, NOON)),
    ),
  fc.record({ assigneeId: people, teamId: places }, { requiredKeys: [] }).map(
    (to): Command =>
      (ticket, actor) =>
        onTicket(assignTicket(ticket, to, actor, NOON)),
  ),
  fc
    .record(
      {
        title: typed,
        categoryId: places,
        siteId: places,
        rootCause: typed,
        major: fc.boolean(),
        tags: fc.record({ $add: words, $remove: words }, { requiredKeys: [] }),
        watcherIds: fc.array(people),
        deletedAt: mostly([''], [NOON, 'yesterday']),
        number: mostly([undefined], [7]),
      },
      { requiredKeys: [] },
    )
    .map(
      (fields): Command =>
        (ticket, actor) =>
          onTicket(changeFields(ticket, given(fields), actor, NOON)),
    ),
  fc.record({ text: typed, to: words }).map(
    (input): Command =>
      (ticket, actor) =>
        onMessage(replyTo(ticket, input, actor, NOON, v7)),
  ),
  fc.record({ text: typed, html: typed, visibility: fc.constantFrom('public', 'private') }).map(
    (input): Command =>
      (ticket, actor) =>
        onMessage(addNote(ticket, input, actor, NOON, v7)),
  ),
)

const anyInput = fc.record(
  {
    title: typed,
    orgId: mostly(['acme'], ['globex', '']),
    requesterId: people,
    siteId: places,
    assigneeId: people,
    tags: words,
    priority: fc.constantFrom(...PRIORITIES),
  },
  { requiredKeys: ['title', 'orgId', 'requesterId'] },
)
/** Whose a site is, the server alone knows: a site of one organisation in a ticket of another is its to refuse. */
const inputs = anyInput.filter(({ orgId, siteId = '' }) => orgId !== 'globex' || siteId === '')

let place: Place
let desk: Desk

beforeAll(async () => {
  place = await newPlace('sqlite', inject('postgresUrl'))
  desk = await openDesk(place)
})
afterAll(async () => {
  await desk.close()
  await place.destroy()
})

test('whatever the console accepts, the server accepts', async () => {
  let accepted = 0
  let refused = 0
  const actors = mostly([ann, mona, luc], [olga])
  const stories = fc.asyncProperty(
    actors,
    inputs,
    fc.array(commands, { maxLength: 6 }),
    async (actor, input, story) => {
      const opened = createTicket(input, actor, NOON, v7, Math.random)
      if (!opened.ok) return void refused++
      const { docId, patch } = opened.value
      const first = await desk.send(actor, creation('tickets', docId, patch))
      expect(first).toMatchObject({ status: 'accepted', doc: expect.anything() })
      let ticket = (first.doc ?? newDoc(tickets, docId, patch)) as unknown as Ticket
      for (const command of story) {
        const intent = command(ticket, actor)
        if (!intent.ok) {
          refused++
          continue
        }
        const { collection, docId: newId, patch: wish } = intent.value
        const mutation =
          newId === undefined ? change(collection, ticket, wish) : creation(collection, newId, wish)
        const answer = await desk.send(actor, mutation)
        expect(answer.status, JSON.stringify({ answer, wish })).not.toBe('rejected')
        accepted++
        if (newId === undefined) {
          ticket = {
            ...applyPatch(ticket, wish),
            rev: answer.rev,
            ...(answer.doc as Partial<Ticket> | undefined),
          }
          const isStillSeen = (await desk.replica(actor)).docs.has(`tickets/${ticket.id}`)
          if (!isStillSeen) return
        } else {
          ticket = (await desk.stored('tickets', ticket.id)) as unknown as Ticket
        }
      }
    },
  )
  await fc.assert(stories, { numRuns: 150 })
  expect(accepted).toBeGreaterThan(50)
  expect(refused).toBeGreaterThan(50)
})
