import Type, { type TSchema, type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import {
  DeskAnswer,
  DeviceList,
  FirstRunAnswer,
  SessionAnswer,
  type FirstRunRequest,
  type SignInRequest,
} from '#shared/protocol/session.ts'
import type { PresenceRequest } from '#renderer/platform/server-context.tsx'
import { readEvents } from '#renderer/replica/event-stream.ts'
import { ErrorBody } from '#shared/protocol/wire.ts'
import { PresentOthers, type Present } from '#shared/presence/schema.ts'
import { OutboxImportAnswer, type OutboxImport } from '#shared/protocol/outbox-file.ts'

const TIMEOUT_MS = 20_000
/** The server ends a connection of presence within a minute. */
const LONGEST_CONNECTION_MS = 70_000

/**
 * What the console asks of a server besides the exchange of documents. Refuses with the server's codes, with
 * `unreachable` when nobody answers, and with `not-a-desk` when the answer is not of this protocol.
 * `locked` and `too-many-requests` carry `seconds`.
 */
export interface AccountApi {
  desk(): Promise<Result<DeskAnswer>>
  isFirstRun(): Promise<Result<boolean>>
  firstRun(request: FirstRunRequest): Promise<Result<FirstRunAnswer>>
  signIn(request: SignInRequest): Promise<Result<SessionAnswer>>
  session(token: string): Promise<Result<SessionAnswer>>
  /** Ends the session on the server; being out of reach is no obstacle. */
  signOut(token: string): Promise<void>
  /** Somebody's devices, one's own without a name. */
  devices(token: string, personId?: Id): Promise<Result<DeviceList>>
  /** Ends a device's session; its copy is removed when it next reaches the server. */
  revokeDevice(token: string, deviceId: Id): Promise<Result<null>>
  /** Has a ticket open for others to see; resolves when the connection is over. */
  watchPresence(
    token: string,
    where: PresenceRequest,
    tell: (others: readonly Present[]) => void,
    signal: AbortSignal,
  ): Promise<Result<null>>
  /** Hands in what waits on somebody's device, as its author; administrators only. */
  importOutbox(token: string, part: OutboxImport): Promise<Result<OutboxImportAnswer>>
}

/** The account routes of the server at this address (without a trailing slash). */
export function accountApi(serverUrl: string): AccountApi {
  const ask = <T extends TSchema>(path: string, schema: T, init: RequestInit = {}) =>
    exchange(`${serverUrl}${path}`, schema, init)
  return {
    desk: () => ask('/api/desk', DeskAnswer),
    async isFirstRun() {
      const answer = await ask('/api/first-run', FirstRunAnswer)
      return answer.ok ? accept(answer.value.needed) : answer
    },
    firstRun: (request) => ask('/api/first-run', FirstRunAnswer, posted(request)),
    signIn: (request) => ask('/api/sign-in', SessionAnswer, posted(request)),
    session: (token) => ask('/api/session', SessionAnswer, bearing(token)),
    async signOut(token) {
      await fetch(`${serverUrl}/api/sign-out`, { method: 'POST', ...bearing(token) }).catch(() => undefined)
    },
    devices: (token, personId) =>
      ask(
        `/api/devices${personId === undefined ? '' : `?person=${encodeURIComponent(personId)}`}`,
        DeviceList,
        bearing(token),
      ),
    revokeDevice: (token, deviceId) =>
      ask(`/api/devices/${encodeURIComponent(deviceId)}`, Type.Null(), {
        method: 'DELETE',
        ...bearing(token),
      }),
    watchPresence: (token, { ticketId, doing }, tell, signal) =>
      follow(`${serverUrl}/api/presence/${encodeURIComponent(ticketId)}?doing=${doing}`, token, tell, signal),
    importOutbox: (token, part) => ask('/api/outbox-import', OutboxImportAnswer, posted(part, token)),
  }
}

function posted(body: unknown, token = ''): RequestInit {
  const headers = { 'content-type': 'application/json', ...(token === '' ? {} : bearing(token).headers) }
  return { method: 'POST', headers, body: JSON.stringify(body) }
}

function bearing(token: string): { readonly headers: Readonly<Record<string, string>> } {
  return { headers: { authorization: `Bearer ${token}` } }
}

/** Reads the events of a connection to its end; one that lasts longer than any does is dead. */
async function follow(
  url: string,
  token: string,
  tell: (others: readonly Present[]) => void,
  signal: AbortSignal,
): Promise<Result<null>> {
  try {
    const ends = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_CONNECTION_MS)])
    const response = await fetch(url, { ...bearing(token), signal: ends, cache: 'no-store' })
    if (!response.ok || response.body === null) return await refusalOf(response)
    for await (const { name, data } of readEvents(response.body, () => undefined)) {
      const known: unknown = name === 'present' ? JSON.parse(data) : undefined
      if (Value.Check(PresentOthers, known)) tell(known.others)
    }
    return accept(null)
  } catch {
    return refuse('unreachable')
  }
}

async function exchange<T extends TSchema>(
  url: string,
  schema: T,
  init: RequestInit,
): Promise<Result<Static<T>>> {
  let response: Response
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch {
    return refuse('unreachable')
  }
  if (!response.ok) return refusalOf(response)
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => undefined)
  return Value.Check(schema, body) ? accept(body as Static<T>) : refuse('not-a-desk')
}

async function refusalOf(response: Response): Promise<Result<never>> {
  const body: unknown = await response.json().catch(() => undefined)
  if (!Value.Check(ErrorBody, body)) return refuse(response.status >= 500 ? 'unreachable' : 'not-a-desk')
  const seconds = Number(response.headers.get('retry-after') ?? '0')
  return refuse(body.error.code, undefined, { seconds: Number.isFinite(seconds) ? seconds : 0 })
}
