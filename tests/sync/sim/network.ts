import { Value } from 'typebox/value'
import type { TSchema } from 'typebox'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import {
  PullResponse,
  PushRequest,
  PushResponse,
  type Mutation,
  type MutationAnswer,
} from '#shared/protocol/wire.ts'
import type { Exchange, Failure, LiveListener, Transport } from '#renderer/replica/transport.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import type { Random } from './random.ts'
import type { SimServer } from './server.ts'
import { sleep } from './virtual-time.ts'

/** What is wrong between a device and the server; one-way cuts included. */
export interface Link {
  up: boolean
  down: boolean
  /** Probability that a request, or an answer, is lost. */
  loss: number
  /** Probability that a request arrives twice, the second one later and perhaps after the next. */
  doubling: number
  /** Longest delay of one way, in milliseconds. */
  delay: number
}

/** A line on which nothing is wrong. */
export const GOOD_LINE: Link = { up: true, down: true, loss: 0, doubling: 0, delay: 40 }

/** Somebody who sees everything that crosses the network. */
export interface Listener {
  pushed(deviceId: Id, mutations: readonly Mutation[]): void
  /** `bytes` is what leaves the server for a device. */
  sent(actor: Actor, kind: 'push' | 'pull', bytes: string): Promise<void>
  answered(deviceId: Id, answers: readonly MutationAnswer[]): void
  pulled(deviceId: Id, page: PullResponse): void
  note(text: string): void
}

/** A device on the network. */
export interface Station {
  readonly personId: Id
  readonly deviceId: Id
  readonly link: Link
  /** False once the program was killed: nothing it sends leaves, nothing reaches it. */
  readonly isAlive: () => boolean
  /** Exchanges that wait for an answer. */
  readonly open: Set<object>
}

/** Milliseconds until somebody who hears nothing gives up, as our HTTP transport does (it waits longer). */
const TIMEOUT = 12_000
const LONGEST_SILENCE = 20_000

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)
const noAnswer: Failure = { kind: 'network', detail: 'no answer' }

/** The road of one device to the server, over a network that behaves as its link says. */
export function simTransport(
  server: SimServer,
  station: Station,
  random: Random,
  listener: Listener,
  pageSize: number,
): Transport {
  const { link, deviceId } = station
  const travel = () => sleep(1 + random.below(link.delay))

  /** One request and its answer: `serve` runs on a server process that is up, as often as the request arrives. */
  async function exchange<T>(
    kind: 'push' | 'pull',
    schema: TSchema & { static?: T },
    signal: AbortSignal,
    serve: (sync: SyncService, actor: Actor) => Promise<Exchange<T>>,
  ): Promise<Exchange<T>> {
    const token = {}
    station.open.add(token)
    const outcome = await Promise.race([roundTrip(kind, schema, serve), timeout(), aborted(signal)])
    station.open.delete(token)
    return station.isAlive() ? outcome : never()
  }

  async function roundTrip<T>(
    kind: 'push' | 'pull',
    schema: TSchema & { static?: T },
    serve: (sync: SyncService, actor: Actor) => Promise<Exchange<T>>,
  ): Promise<Exchange<T>> {
    if (!station.isAlive()) return never()
    await travel()
    if (!link.up) return random.chance(0.5) ? failed(noAnswer) : never()
    if (random.chance(link.loss)) return never()
    if (random.chance(link.doubling)) void sleep(random.below(3000)).then(() => arrive(kind, serve))
    const answer = await arrive(kind, serve)
    await travel()
    if (!link.down || random.chance(link.loss)) return never()
    if (!answer.ok) return answer
    const value: unknown = JSON.parse(answer.value)
    if (Value.Check(schema, value)) return { ok: true, value: value as T }
    const [first] = Value.Errors(schema, value)
    return failed({ kind: 'unreadable', detail: `${first?.instancePath ?? ''} ${first?.message ?? ''}` })
  }

  /** The request at the server. Only what it answers may be seen: it may die, and then there is no answer. */
  async function arrive<T>(
    kind: 'push' | 'pull',
    serve: (sync: SyncService, actor: Actor) => Promise<Exchange<T>>,
  ): Promise<Exchange<string>> {
    const process = random.pick(server.processes)
    const { sync, connections } = process
    if (!sync) return failed({ kind: 'unavailable', broken: false, retryAfter: 0 })
    let end: () => void = () => undefined
    const broken = new Promise<Exchange<string>>((resolve) => {
      end = () => resolve(failed({ kind: 'network', detail: 'connection reset' }))
    })
    connections.add(end)
    const answer = await Promise.race([broken, answerOf(kind, sync, serve)])
    connections.delete(end)
    return answer
  }

  async function answerOf<T>(
    kind: 'push' | 'pull',
    sync: SyncService,
    serve: (sync: SyncService, actor: Actor) => Promise<Exchange<T>>,
  ): Promise<Exchange<string>> {
    const actor = await server.authenticate(station.personId, deviceId)
    if (actor === 'signed-out') return failed({ kind: 'signed-out' })
    if (actor === 'not-staff') return failed({ kind: 'refused', status: 403, code: 'not-staff' })
    const answer = await serve(sync, actor)
    if (!answer.ok) return answer
    const bytes = JSON.stringify(answer.value)
    await listener.sent(actor, kind, bytes)
    return { ok: true, value: bytes }
  }

  async function timeout(): Promise<Exchange<never>> {
    await sleep(TIMEOUT)
    return failed(noAnswer)
  }

  return {
    push: async (mutations, signal, cursor) => {
      const body: unknown = JSON.parse(JSON.stringify({ mutations, ...(cursor === '' ? {} : { cursor }) }))
      const sent = (body as PushRequest).mutations
      if (station.isAlive()) listener.pushed(deviceId, sent)
      const outcome = await exchange<PushResponse>('push', PushResponse, signal, async (sync, actor) => {
        if (!Value.Check(PushRequest, body))
          return failed({ kind: 'refused', status: 400, code: 'malformed' })
        if (body.cursor !== undefined && !(await sync.isOfThisHistory(body.cursor))) {
          return failed({ kind: 'refused', status: 409, code: 'history-changed' })
        }
        const answers = await sync.push(actor, structuredClone(sent))
        return { ok: true, value: { answers: [...answers], now: new Date().toISOString() } }
      })
      if (outcome.ok) listener.answered(deviceId, outcome.value.answers)
      return outcome
    },
    pull: async (cursor, limit, signal) => {
      const asked = Math.min(limit, pageSize)
      const outcome = await exchange<PullResponse>('pull', PullResponse, signal, async (sync, actor) => {
        const page = await sync.pull(actor, cursor === '' ? undefined : cursor, asked)
        if (page.ok) return { ok: true, value: page.value }
        return failed({ kind: 'refused', status: 400, code: page.refusal.code })
      })
      if (outcome.ok) listener.pulled(deviceId, outcome.value)
      return outcome
    },
    live: (told, signal) => live(server, station, random, told, signal),
    uploaded: async () => ({ ok: true, value: { received: 0, complete: true } }),
    upload: async () => ({ ok: true, value: { received: 0, complete: true } }),
    download: async () => failed({ kind: 'refused', status: 404, code: 'blob-not-found' }),
  }
}

function aborted(signal: AbortSignal): Promise<Exchange<never>> {
  return new Promise((resolve) => {
    const end = () => resolve(failed({ kind: 'network', detail: 'stopped' }))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })
}

/** The live connection: pokes may be lost only together with everything after them, as TCP has it. */
async function live(
  server: SimServer,
  station: Station,
  random: Random,
  { onOpen, onPoke }: LiveListener,
  signal: AbortSignal,
): Promise<Exchange<void>> {
  const { link } = station
  await sleep(1 + random.below(link.delay))
  if (!station.isAlive()) return never()
  const process = random.pick(server.processes)
  const session = await server.authenticate(station.personId, station.deviceId)
  if (!link.up || !link.down || !process.sync || typeof session === 'string') {
    await sleep(random.below(2000))
    return station.isAlive() ? failed(noAnswer) : never()
  }
  let end: () => void = () => undefined
  let isBroken = false
  const ended = new Promise<void>((resolve) => (end = resolve))
  const stopListening = process.sync.onHead((head) => {
    if (!link.down || random.chance(link.loss)) {
      if (!isBroken) void sleep(LONGEST_SILENCE).then(end)
      isBroken = true
    }
    const arrived = () => {
      if (!isBroken && station.isAlive() && !signal.aborted) onPoke(head)
    }
    if (!isBroken) void sleep(1 + random.below(link.delay)).then(arrived)
  })
  process.connections.add(end)
  signal.addEventListener('abort', end)
  onOpen()
  await ended
  stopListening()
  process.connections.delete(end)
  return station.isAlive() ? failed(noAnswer) : never()
}

function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure }
}
