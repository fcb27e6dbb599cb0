import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { TagBlock } from '#shared/assets/tags.ts'
import {
  DigestResponse,
  DocumentsResponse,
  OlderResponse,
  RevisionsResponse,
} from '#shared/protocol/digest.ts'
import { ErrorBody, Poke, PullResponse, PushResponse } from '#shared/protocol/wire.ts'
import { readEvents } from './event-stream.ts'
import { fits } from './fits.ts'
import type {
  CheckTransport,
  Exchange,
  Failure,
  FilePart,
  LiveListener,
  Transport,
  UploadState,
} from './transport.ts'

export interface HttpTransportOptions {
  /** Where the server is, without a trailing slash; '' for the page's own origin. */
  readonly baseUrl: string
  /** The device's token, '' when signed out. Asked before each request. */
  readonly token: () => string | Promise<string>
  readonly fetch?: typeof globalThis.fetch
}

const TIMEOUT = 60_000
/** The server sends a heartbeat every 25 s; a longer silence is a dead connection. */
const LONGEST_SILENCE = 60_000
const UPLOAD_TIMEOUT = 300_000
/** The server's code for a device whose copy must not stay. */
const REVOKED = 'device-revoked'

/** The server over HTTP. Every answer is parsed; what does not fit the protocol is `unreadable`. */
export function httpTransport(options: HttpTransportOptions): Transport {
  const call = caller(options)
  return {
    push: (mutations, signal, cursor) =>
      call(
        '/sync/push',
        {
          method: 'POST',
          body: JSON.stringify({ mutations, ...(cursor === '' ? {} : { cursor }) }),
          ...json,
        },
        signal,
        TIMEOUT,
        (response) => parsed(response, PushResponse),
      ),
    pull: (cursor, limit, signal, months) =>
      call(`/sync/pull?${pullQuery(cursor, limit, months)}`, {}, signal, TIMEOUT, (response) =>
        parsed(response, PullResponse),
      ),
    live: (listener, signal) => live(call, listener, signal),
    check: checkTransport(call),
    leaseTags: (request, signal) =>
      call(
        '/api/asset-tags/blocks',
        { method: 'POST', body: JSON.stringify(request), ...json },
        signal,
        TIMEOUT,
        (response) => parsed(response, TagBlock),
      ),
    uploaded: (sha256, signal) =>
      call(`/api/blobs/${sha256}`, { method: 'HEAD' }, signal, TIMEOUT, uploadState),
    upload: (sha256, part, signal) =>
      call(`/api/blobs/${sha256}`, uploadRequest(part), signal, UPLOAD_TIMEOUT, uploadState),
    download: (sha256, signal) =>
      call(`/api/blobs/${sha256}`, {}, signal, UPLOAD_TIMEOUT, async (response) =>
        done(await response.blob()),
      ),
  }
}

const json = { headers: { 'content-type': 'application/json' } }

type Read<T> = (response: Response) => Promise<Exchange<T>>
type Call = <T>(
  path: string,
  init: RequestInit,
  signal: AbortSignal,
  timeout: number,
  read: Read<T>,
) => Promise<Exchange<T>>

function caller({ baseUrl, token, fetch = globalThis.fetch.bind(globalThis) }: HttpTransportOptions): Call {
  return async (path, init, signal, timeout, read) => {
    const bearer = await token()
    if (bearer === '') return failed({ kind: 'signed-out' })
    const deadline = timeout > 0 ? AbortSignal.any([signal, AbortSignal.timeout(timeout)]) : signal
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${bearer}` }
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        ...init,
        headers,
        signal: deadline,
        cache: 'no-store',
      })
      const isRead = response.ok || (init.method === 'HEAD' && response.status === 404)
      return isRead ? await read(response) : failed(await failureOf(response))
    } catch (error) {
      return failed({ kind: 'network', detail: String(error) })
    }
  }
}

function checkTransport(call: Call): CheckTransport {
  return {
    digest: (cursor, signal) =>
      call(`/sync/digest?${new URLSearchParams({ cursor })}`, {}, signal, TIMEOUT, (response) =>
        parsed(response, DigestResponse),
      ),
    revisions: ({ collection, cursor }, after, signal) => {
      const query = new URLSearchParams({ collection, cursor, ...(after === '' ? {} : { after }) })
      return call(`/sync/revisions?${query}`, {}, signal, TIMEOUT, (response) =>
        parsed(response, RevisionsResponse),
      )
    },
    documents: ({ collection, cursor }, ids, signal) =>
      call(
        '/sync/documents',
        { method: 'POST', body: JSON.stringify({ collection, cursor, ids }), ...json },
        signal,
        TIMEOUT,
        (response) => parsed(response, DocumentsResponse),
      ),
    older: (cursor, signal) =>
      call(`/sync/older?${new URLSearchParams({ cursor })}`, {}, signal, TIMEOUT, (response) =>
        parsed(response, OlderResponse),
      ),
  }
}

function done<T>(value: T): Exchange<T> {
  return { ok: true, value }
}

function failed(failure: Failure): Exchange<never> {
  return { ok: false, failure }
}

/** What an answer that is not 2xx means. */
async function failureOf(response: Response): Promise<Failure> {
  const { status } = response
  if (status === 401) return { kind: (await codeOf(response)) === REVOKED ? 'revoked' : 'signed-out' }
  if (status >= 500 || status === 429 || status === 408 || status === 425) {
    const seconds = Number(response.headers.get('retry-after') ?? 0)
    const retryAfter = Number.isFinite(seconds) ? seconds * 1000 : 0
    return { kind: 'unavailable', broken: status === 500, retryAfter }
  }
  const code = await codeOf(response)
  return { kind: 'refused', status, code: code || (status === 426 ? 'client-too-old' : 'server-refused') }
}

/** The code of our server's error; '' when something else answered. */
async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined)
  return Value.Check(ErrorBody, body) ? body.error.code : ''
}

async function parsed<T>(response: Response, schema: TSchema & { static?: T }): Promise<Exchange<T>> {
  const body: unknown = await response.json()
  if (fits(schema, body)) return done(body as T)
  const [first] = Value.Errors(schema, body)
  return failed({ kind: 'unreadable', detail: `${first?.instancePath ?? ''} ${first?.message ?? ''}` })
}

function pullQuery(cursor: string, limit: number, months: number): string {
  const where = cursor === '' ? {} : { cursor }
  return new URLSearchParams({ ...where, limit: String(limit), months: String(months) }).toString()
}

async function live(
  call: Call,
  { onOpen, onPoke }: LiveListener,
  signal: AbortSignal,
): Promise<Exchange<void>> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), LONGEST_SILENCE)
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), LONGEST_SILENCE)
  }
  const both = AbortSignal.any([signal, silence.signal])
  const init = { headers: { accept: 'text/event-stream' } }
  const exchange = await call('/sync/live', init, both, 0, async (response) => {
    onOpen()
    if (!response.body) return failed({ kind: 'unreadable', detail: 'no stream' })
    for await (const event of readEvents(response.body, heard)) {
      const poke: unknown = event.name === 'poke' ? safeJson(event.data) : undefined
      if (Value.Check(Poke, poke)) onPoke(poke.head)
    }
    return done(undefined)
  })
  clearTimeout(timer)
  return exchange
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function uploadRequest({ offset, bytes, size }: FilePart): RequestInit {
  const range = size === 0 ? {} : { 'content-range': `bytes ${offset}-${offset + bytes.size - 1}/${size}` }
  return { method: 'PUT', body: bytes, headers: { 'content-type': 'application/octet-stream', ...range } }
}

/** HEAD: 200 all of it, 204 a part, 404 nothing. PUT: 200 and 201 all of it, 202 a part. */
async function uploadState(response: Response): Promise<Exchange<UploadState>> {
  const received = Number(response.headers.get('upload-offset') ?? 0)
  return done({ received, complete: response.status === 200 || response.status === 201 })
}
