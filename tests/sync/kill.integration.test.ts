import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { afterEach, describe, expect, inject, test } from 'vitest'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Change, Mutation, MutationAnswer, PullResponse } from '#shared/protocol/wire.ts'
import {
  addColleague,
  administratorEnvironment,
  aCreation,
  signIn,
  type ApiClient,
} from '#tests/support/api-client.ts'
import { createDatabase, type TestDatabase } from '#tests/support/postgres-cluster.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'
import { STORES, type StoreKind } from './desk.ts'

const KILLS = Number(process.env['KILLS'] ?? 50)
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
/** The longest a run of the server lasts once it is ready, in milliseconds. */
const LONGEST_LIFE_MS = 400

/** Random numbers in [0, 1) that a seed repeats (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A server that is killed again and again; `up` resolves when it is ready once more. */
class Victim {
  readonly server: ServerProcess
  #up: Promise<void> = Promise.resolve()

  constructor(server: ServerProcess) {
    this.server = server
  }

  up(): Promise<void> {
    return this.#up
  }

  async killAndRestart(): Promise<void> {
    const ready = Promise.withResolvers<void>()
    this.#up = ready.promise
    await this.server.kill('SIGKILL')
    await this.server.restart()
    ready.resolve()
  }
}

/** One agent's console: an outbox that is emptied in order, and what was acknowledged. */
interface Writer {
  readonly client: ApiClient
  readonly sent: Mutation[]
  readonly answers: Map<string, MutationAnswer>
  /** How many pushes broke off without an answer. */
  broken: number
}

const shared = { id: v7() }

/** What an agent does next: opens a ticket, notes something on it, tags the ticket that both write. */
function nextMutations(orgId: string, personId: string, random: () => number): Mutation[] {
  const id = v7()
  const at = new Date().toISOString()
  const ticket = { title: `Ticket ${id}`, orgId, label: 'NEW-7F3K', createdAt: at, createdBy: personId }
  const note = (ticketId: string): Mutation =>
    aCreation('messages', v7(), { ticketId, kind: 'note', authorId: personId, text: `Note ${v7()}`, at })
  const tagging: Mutation = {
    ...aCreation('tickets', shared.id, { tags: { $add: [`tag-${id}`] } }),
    op: 'change',
    baseRev: 1,
  }
  const all = [aCreation('tickets', id, ticket), note(id), tagging, note(shared.id)]
  return all.slice(0, 2 + Math.floor(random() * 3))
}

/** Pushes one batch until it is answered; an answer that broke off is asked for again. */
async function pushUntilAnswered(victim: Victim, writer: Writer, batch: readonly Mutation[]): Promise<void> {
  for (;;) {
    await victim.up()
    const pushed = await writer.client.push(batch).catch(() => undefined)
    if (pushed?.status === 200) {
      for (const answer of pushed.body.answers) {
        const before = writer.answers.get(answer.id)
        if (before) expect(answer).toEqual(before)
        writer.answers.set(answer.id, answer)
      }
      return
    }
    if (pushed && pushed.status !== 503 && pushed.status !== 429) throw new Error(pushed.text)
    writer.broken++
    if (pushed) await pause(20)
  }
}

async function write(
  victim: Victim,
  writer: Writer,
  next: () => Mutation[],
  random: () => number,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const batch = next()
    writer.sent.push(...batch)
    await pushUntilAnswered(victim, writer, batch)
    // Now and then a device loses an answer it already had, and offers everything of late again.
    if (random() < 0.1) await pushUntilAnswered(victim, writer, writer.sent.slice(-8))
  }
}

async function pullAll(client: ApiClient): Promise<Map<string, Doc>> {
  const docs = new Map<string, Doc>()
  const keep = (change: Change): void => {
    if ('doc' in change)
      docs.set(`${change.collection}/${String(change.doc['id'])}`, change.doc as unknown as Doc)
  }
  for (let cursor = ''; ;) {
    const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await client.get<PullResponse>(`/sync/pull?limit=500${query}`)
    if (page.status !== 200) throw new Error(page.text)
    page.body.changes.forEach(keep)
    cursor = page.body.cursor
    if (!page.body.more) return docs
  }
}

const of = (docs: Map<string, Doc>, collection: string): Doc[] =>
  [...docs].filter(([key]) => key.startsWith(`${collection}/`)).map(([, doc]) => doc)

/** Nothing acknowledged is lost and nothing is there twice. */
function checkNothingLostOrDoubled(docs: Map<string, Doc>, sent: readonly Mutation[]): void {
  const created = sent.filter(({ op }) => op === 'create')
  for (const { collection, docId, patch } of created) {
    const doc = docs.get(`${collection}/${docId}`)
    expect(doc, `${collection}/${docId}`).toMatchObject(patch)
  }
  const texts = of(docs, 'messages').map((message) => message['text'])
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts.length).toBe(created.filter(({ collection }) => collection === 'messages').length)
  const numbers = of(docs, 'tickets').map((ticket) => Number(ticket['number']))
  const [first = 0] = numbers.toSorted((a, b) => a - b)
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => first + index))
  const tags = sent.flatMap(({ patch }) => (patch['tags'] as { $add: string[] } | undefined)?.$add ?? [])
  expect(docs.get(`tickets/${shared.id}`)?.['tags']).toEqual(tags.toSorted())
}

/** Each accepted mutation has one entry in the activity log, and there is no other. */
function checkActivity(docs: Map<string, Doc>, sent: readonly Mutation[]): void {
  const isOurs = (entry: Doc): boolean => entry['deviceId'] !== 'server'
  const entries = of(docs, 'activity').filter(isOurs)
  const perDocument = (each: readonly { readonly docId: string }[]): Record<string, number> => {
    const counts: Record<string, number> = {}
    for (const { docId } of each) counts[docId] = (counts[docId] ?? 0) + 1
    return counts
  }
  const known = new Set(sent.map(({ docId }) => docId))
  const logged = entries
    .map((entry) => ({ docId: String(entry['docId']) }))
    .filter(({ docId }) => known.has(docId))
  expect(perDocument(logged)).toEqual(perDocument(sent))
}

describe.each(STORES)('a server on %s that is killed again and again', (kind: StoreKind) => {
  let database: TestDatabase | undefined
  let server: ServerProcess | undefined

  afterEach(async () => {
    await server?.stop()
    await database?.drop()
  })

  test(
    `loses and doubles nothing in ${KILLS} kills (SEED=${SEED})`,
    async () => {
      shared.id = v7()
      const random = seeded(SEED)
      database = kind === 'postgres' ? await createDatabase(inject('postgresUrl')) : undefined
      server = await startServer({ ...administratorEnvironment, DATABASE_URL: database?.url })
      const { client: administrator, session } = await signIn(server.url)
      const { orgId } = session.person
      const victim = new Victim(server)

      const writers: Writer[] = []
      const persons: string[] = []
      for (const name of ['ann', 'bob']) {
        const account = { email: `${name}@desk.example`, password: 'correct horse battery' }
        persons.push(
          await addColleague(administrator, orgId, { ...account, role: 'agent', at: `org:${orgId}` }),
        )
        const { client } = await signIn(server.url, account)
        writers.push({ client, sent: [], answers: new Map(), broken: 0 })
      }
      const [first] = writers
      const opening = aCreation('tickets', shared.id, { title: 'Both write this', orgId, label: 'NEW-2222' })
      first?.sent.push(opening)
      if (first) await pushUntilAnswered(victim, first, [opening])

      let isOver = false
      const writing = writers.map((writer, index) => {
        const own = seeded(SEED + 1 + index)
        return write(
          victim,
          writer,
          () => nextMutations(orgId, persons[index] ?? '', own),
          own,
          () => isOver,
        )
      })
      for (let kills = 0; kills < KILLS; kills++) {
        await pause(random() * LONGEST_LIFE_MS)
        await victim.killAndRestart()
      }
      isOver = true
      await Promise.all(writing)

      const sent = writers.flatMap((writer) => writer.sent)
      const statuses = writers.flatMap(({ answers }) => [...answers.values()].map(({ status }) => status))
      expect(statuses.filter((status) => status === 'rejected' || status === 'conflicted')).toEqual([])
      expect(statuses.length).toBe(sent.length)
      const replicas = await Promise.all(writers.map(({ client }) => pullAll(client)))
      for (const docs of replicas) {
        checkNothingLostOrDoubled(docs, sent)
        checkActivity(docs, sent)
      }
      const visible = replicas.map((docs) =>
        [...docs.keys()].filter((key) => !key.startsWith('notices/')).toSorted(),
      )
      expect(visible[0]).toEqual(visible[1])
      const broken = writers.reduce((sum, writer) => sum + writer.broken, 0)
      process.stdout.write(`${kind}: ${sent.length} writes, ${broken} pushes broken off, seed ${SEED}\n`)
      expect(broken).toBeGreaterThan(KILLS / 5)
    },
    KILLS * 10_000,
  )
})
