import { Compile } from 'typebox/compile'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import {
  DigestResponse,
  DocumentsResponse,
  OlderResponse,
  RevisionsResponse,
} from '#shared/protocol/digest.ts'
import {
  PullResponse,
  PushRequest,
  PushResponse,
  type Mutation,
  type MutationAnswer,
} from '#shared/protocol/wire.ts'
import type {
  CheckTransport,
  Exchange,
  Failure,
  LiveListener,
  Transport,
} from '#renderer/replica/transport.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import type { Random } from './random.ts'
import type { Process, SimServer } from './server.ts'
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

export type RequestKind = 'push' | 'pull' | 'check'

/** How things stood when a request arrived. */
export interface Arrival {
  readonly pos: number
  readonly scope: readonly string[]
}

/** Somebody who sees everything that crosses the network. */
export interface Listener {
  pushed(deviceId: Id, mutations: readonly Mutation[]): void
  /** `bytes` is what leaves the server for a device; what its person may read is judged from the arrival on. */
  sent(actor: Actor, kind: RequestKind, bytes: string, arrival: Arrival): Promise<void>
  answered(deviceId: Id, answers: readonly MutationAnswer[]): void
  pulled(deviceId: Id, page: PullResponse): void
  note(text: string): void
}

/** A device on the network. */
export interface Station {
  readonly personId: Id
  readonly deviceId: Id
  /** Which version of the program runs there. */
  readonly version: number
  readonly link: Link
  /** False once the program was killed: nothing it sends leaves, nothing reaches it. */
  readonly isAlive: () => boolean
  /** Exchanges that wait for an answer. */
  readonly open: Set<object>
}

/** Milliseconds until somebody who hears nothing gives up, as our HTTP transport does (it waits longer). */
const TIMEOUT = 12_000
const LONGEST_SILENCE = 20_000

/** What is read at the ends of the road, as our HTTP server and transport do. */
const READ = {
  pushed: Compile(PushRequest),
  push: Compile(PushResponse),
  pull: Compile(PullResponse),
  digest: Compile(DigestResponse),
  revisions: Compile(RevisionsResponse),
  documents: Compile(DocumentsResponse),
  older: Compile(OlderResponse),
}

/** What reads an answer: a compiled schema. */
interface Reader<T> {
  Check(value: unknown): value is T
  Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[]
}

/** What a server process does with a request that arrived. */
type Serve<T> = (sync: SyncService, actor: Actor, process: Process) => Promise<Exchange<T>>

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
    kind: RequestKind,
    reader: Reader<T>,
    signal: AbortSignal,
    serve: Serve<T>,
  ): Promise<Exchange<T>> {
    const token = {}
    station.open.add(token)
    const outcome = await Promise.race([roundTrip(kind, reader, serve), timeout(), aborted(signal)])
    station.open.delete(token)
    return station.isAlive() ? outcome : never()
  }

  async function roundTrip<T>(kind: RequestKind, reader: Reader<T>, serve: Serve<T>): Promise<Exchange<T>> {
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
    if (reader.Check(value)) return { ok: true, value }
    const [first] = reader.Errors(value)
    return failed({ kind: 'unreadable', detail: `${first?.instancePath ?? ''} ${first?.message ?? ''}` })
  }

  /** The request at the server. Only what it answers may be seen: it may die, and then there is no answer. */
  async function arrive<T>(kind: RequestKind, serve: Serve<T>): Promise<Exchange<string>> {
    const process = random.pick(server.processes)
    const { sync, connections } = process
    if (!sync) return failed({ kind: 'unavailable', broken: false, retryAfter: 0 })
    let end: () => void = () => undefined
    const broken = new Promise<Exchange<string>>((resolve) => {
      end = () => resolve(failed({ kind: 'network', detail: 'connection reset' }))
    })
    connections.add(end)
    const answer = await Promise.race([broken, answerOf(kind, process, sync, serve)])
    connections.delete(end)
    return answer
  }

  async function answerOf<T>(
    kind: RequestKind,
    process: Process,
    sync: SyncService,
    serve: Serve<T>,
  ): Promise<Exchange<string>> {
    const actor = await server.authenticate(station.personId, deviceId)
    if (actor === 'revoked' || actor === 'signed-out') return failed({ kind: actor })
    if (actor === 'not-staff') return refused(403, 'not-staff')
    const arrival = { pos: server.history.pos, scope: await server.scopeOfPerson(actor.personId) }
    const answer = await serve(sync, actor, process)
    if (!answer.ok) return answer
    const bytes = JSON.stringify(answer.value)
    await listener.sent(actor, kind, bytes, arrival)
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
      const outcome = await exchange<PushResponse>(
        'push',
        READ.push,
        signal,
        async (sync, actor, process) => {
          if (!READ.pushed.Check(body)) return refused(400, 'malformed')
          if (station.version > process.version) return refused(409, 'schema-too-new')
          if (body.cursor !== undefined && !(await sync.isOfThisHistory(body.cursor))) {
            return refused(409, 'history-changed')
          }
          const answers = await sync.push(actor, structuredClone(sent))
          return { ok: true, value: { answers: [...answers], now: process.clock() } }
        },
      )
      if (outcome.ok) listener.answered(deviceId, outcome.value.answers)
      return outcome
    },
    pull: async (cursor, limit, signal, months) => {
      const asked = Math.min(limit, pageSize)
      const outcome = await exchange<PullResponse>('pull', READ.pull, signal, async (sync, actor) => {
        const page = await sync.pull(actor, cursor === '' ? undefined : cursor, asked, months)
        return page.ok ? { ok: true, value: page.value } : refused(400, page.refusal.code)
      })
      if (outcome.ok) listener.pulled(deviceId, outcome.value)
      return outcome
    },
    check: checkTransport(exchange),
    live: (told, signal) => live(server, station, random, told, signal),
    uploaded: async () => ({ ok: true, value: { received: 0, complete: true } }),
    upload: async () => ({ ok: true, value: { received: 0, complete: true } }),
    download: async () => refused(404, 'blob-not-found'),
  }
}

type Ask = <T>(
  kind: RequestKind,
  reader: Reader<T>,
  signal: AbortSignal,
  serve: Serve<T>,
) => Promise<Exchange<T>>

/** Comparing with the server, over the same line. */
function checkTransport(exchange: Ask): CheckTransport {
  return {
    digest: (cursor, signal) =>
      exchange<DigestResponse>('check', READ.digest, signal, async (sync, actor, process) => {
        const digest = await sync.digest(actor, cursor)
        return digest.ok
          ? { ok: true, value: { ...digest.value, now: process.clock() } }
          : refused(400, digest.refusal.code)
      }),
    revisions: (wish, after, signal) =>
      exchange<RevisionsResponse>('check', READ.revisions, signal, async (sync, actor) => ({
        ok: true,
        value: await sync.revisions(actor, wish, after === '' ? undefined : after),
      })),
    documents: (wish, ids, signal) =>
      exchange<DocumentsResponse>('check', READ.documents, signal, async (sync, actor) => {
        const docs = await sync.documents(actor, wish, ids)
        return { ok: true, value: { docs: docs.map((doc) => ({ ...doc })) } }
      }),
    older: (cursor, signal) =>
      exchange<OlderResponse>('check', READ.older, signal, async (sync, actor) => ({
        ok: true,
        value: { tickets: await sync.countOlder(actor, { collection: 'tickets', cursor }) },
      })),
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

function refused(status: number, code: string): { readonly ok: false; readonly failure: Failure } {
  return failed({ kind: 'refused', status, code })
}
