import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { sameValue } from '#shared/kernel/patch.ts'
import {
  PUSH_LIMIT,
  type Mutation,
  type MutationAnswer,
  type PullResponse,
  type PushResponse,
} from '#shared/protocol/wire.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import { createApiClient, type ApiAnswer } from '#tests/support/api-client.ts'
import { seededRandom } from '../../sim/random.ts'
import { nextActs } from '../acts.ts'
import { hashOf, type Client, type ClientSettings, type Hashes } from './client.ts'

/** Longest wait for an answer; the request may still be done after it. In milliseconds. */
const TIMEOUT_MS = 8_000
const MOST_WAITING = 40

/** The exchange broke off or the server is not well: the same again later. */
class Unreached extends Error {}

/** A client written by the protocol's description alone: an outbox in memory, a copy, a cursor. */
export function startHttpClient(settings: ClientSettings): Client {
  const device = new HttpDevice(settings)
  const running = device.run()
  return {
    async write(isWriting) {
      device.isWriting = isWriting
    },
    state: async () => ({ waiting: device.waiting(), phase: device.phase }),
    copy: async () => device.hashes(),
    record: async () => ({
      mutations: device.mutations,
      answers: [...device.answers.values()],
      brokenOff: device.brokenOff,
      problems: device.problems,
    }),
    async stop() {
      device.isStopping = true
      await running
    },
  }
}

class HttpDevice {
  isWriting = false
  isStopping = false
  phase = 'starting'
  brokenOff = 0
  readonly mutations: Mutation[] = []
  readonly answers = new Map<string, MutationAnswer>()
  readonly problems: string[] = []
  readonly #settings: ClientSettings
  readonly #random
  readonly #api
  readonly #docs = new Map<string, Doc>()
  readonly #hashes: Hashes = new WeakMap()
  #queue: Mutation[] = []
  #parked: Mutation[] = []
  #cursor = ''
  #seen: Set<string> | undefined

  constructor(settings: ClientSettings) {
    this.#settings = settings
    this.#random = seededRandom(settings.seed)
    this.#api = createApiClient(settings.url, settings.token)
  }

  waiting(): number {
    return this.#queue.length + this.#parked.length
  }

  hashes(): Map<string, string> {
    const hashes = new Map<string, string>()
    for (const [key, doc] of this.#docs) {
      const [collection = ''] = key.split('/')
      if (isCollectionName(collection)) hashes.set(key, hashOf(collection, doc as never, this.#hashes))
    }
    return hashes
  }

  async run(): Promise<void> {
    while (!this.isStopping) {
      if (this.isWriting && this.#queue.length < MOST_WAITING) this.#act()
      try {
        await this.#exchange()
        this.phase = 'synced'
        await pause(150 + this.#random.below(400))
      } catch (error) {
        if (error instanceof Unreached) this.brokenOff += 1
        else this.problems.push(String(error))
        this.phase = 'offline'
        await pause(100 + this.#random.below(500))
      }
    }
  }

  /** Saves what the person does next; a ticket with something on its way is left alone until it is answered. */
  #act(): void {
    const busy = new Set(this.#queue.map(({ docId }) => docId))
    const tickets = [...this.#docs]
      .filter(([key, { id }]) => key.startsWith('tickets/') && !busy.has(id))
      .map(([, doc]) => doc)
    const requests = nextActs({ ...this.#settings, tickets, random: this.#random, newId: v7 })
    const saved = requests.map((request) => this.#mutationOf(request))
    this.mutations.push(...saved)
    this.#queue.push(...saved)
  }

  #mutationOf({ collection, docId, op, patch }: WriteRequest): Mutation {
    const seen = this.#docs.get(`${collection}/${docId}`)
    const prev = seen ? Object.fromEntries(Object.keys(patch).map((field) => [field, seen[field]])) : {}
    const at = new Date().toISOString()
    return {
      id: v7(),
      collection,
      docId,
      op,
      baseRev: seen?.rev ?? 0,
      patch: { ...patch },
      prev,
      at,
      schema: 0,
    }
  }

  async #exchange(): Promise<void> {
    if (this.#parked.length > 0) this.#parked = await this.#offer(this.#parked)
    const batch = this.#queue.slice(0, PUSH_LIMIT)
    if (batch.length > 0 && (await this.#push(batch, this.#cursor)))
      this.#queue = this.#queue.slice(batch.length)
    // Now and then a device has lost an answer it already got, and sends everything of late again.
    const sent = this.mutations.slice(0, this.mutations.length - this.#queue.length)
    if (sent.length > 0 && this.#random.chance(0.1)) await this.#push(sent.slice(-8), this.#cursor)
    await this.#pull()
  }

  /** Pushes and takes the answers; false when the server is of another history and a pull comes first. */
  async #push(batch: readonly Mutation[], cursor: string): Promise<boolean> {
    const body = { mutations: batch, ...(cursor === '' ? {} : { cursor }) }
    const answer = await this.#request<PushResponse>('/sync/push', body)
    if (answer.status === 409 && answer.text.includes('history-changed')) return false
    if (answer.status !== 200) throw new Error(`a push was answered with ${answer.status}: ${answer.text}`)
    for (const given of answer.body.answers) this.#take(given, batch)
    return true
  }

  #take(given: MutationAnswer, batch: readonly Mutation[]): void {
    const before = this.answers.get(given.id)
    const mutation = batch.find(({ id }) => id === given.id)
    this.answers.set(given.id, given)
    if (!mutation) this.problems.push(`an answer to ${given.id}, which was not asked`)
    else if (given.status === 'parked') {
      if (!this.#parked.some(({ id }) => id === given.id)) this.#parked.push(mutation)
    } else if (before && before.status !== 'parked' && !mutation.again && !sameValue(before, given)) {
      this.problems.push(`${given.id} was answered ${JSON.stringify(before)}, then ${JSON.stringify(given)}`)
    }
  }

  /** Offers again what was acknowledged, and returns what is parked now. */
  async #offer(mutations: readonly Mutation[]): Promise<Mutation[]> {
    this.#parked = []
    for (let at = 0; at < mutations.length; at += PUSH_LIMIT) {
      const batch = mutations.slice(at, at + PUSH_LIMIT)
      await this.#push(
        batch.map((mutation) => ({ ...mutation, baseRev: 0, again: true })),
        '',
      ).catch((error: unknown) => {
        this.#parked = [...mutations]
        throw error
      })
    }
    return this.#parked
  }

  async #pull(): Promise<void> {
    for (;;) {
      const query = this.#cursor === '' ? '' : `&cursor=${encodeURIComponent(this.#cursor)}`
      const answer = await this.#request<PullResponse>(`/sync/pull?limit=500${query}`)
      if (answer.status !== 200) throw new Error(`a pull was answered with ${answer.status}: ${answer.text}`)
      const { changes, cursor, more, reset } = answer.body
      if (reset) {
        const waiting = new Set(this.#queue.map(({ id }) => id))
        await this.#offer(this.mutations.filter(({ id }) => !waiting.has(id)))
        this.#seen = new Set()
      }
      for (const change of changes) {
        const id = 'gone' in change ? change.id : String(change.doc['id'])
        const key = `${change.collection}/${id}`
        if ('gone' in change) this.#docs.delete(key)
        else this.#docs.set(key, change.doc as unknown as Doc)
        this.#seen?.add(key)
      }
      this.#cursor = cursor
      if (!more) break
    }
    if (!this.#seen) return
    for (const key of this.#docs.keys()) if (!this.#seen.has(key)) this.#docs.delete(key)
    this.#seen = undefined
  }

  async #request<T>(path: string, body?: unknown): Promise<ApiAnswer<T>> {
    const init = {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
    }
    const answer = await this.#api
      .request<T>(body === undefined ? 'GET' : 'POST', path, init)
      .catch((cause: unknown) => {
        throw new Unreached('no answer', { cause })
      })
    if (answer.status === 503 || answer.status === 429) throw new Unreached(answer.text)
    return answer
  }
}
