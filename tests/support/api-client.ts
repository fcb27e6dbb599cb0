import { randomUUID } from 'node:crypto'
import type { Role } from '#shared/kernel/actor.ts'
import type { Mutation, PushResponse } from '#shared/protocol/wire.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'

/** An answer with its body read; `body` is undefined when it is not JSON. */
export interface ApiAnswer<T = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: T
}

/** A console as the server sees it: plain HTTP with a bearer token. */
export interface ApiClient {
  readonly url: string
  readonly token: string
  request<T = unknown>(method: string, path: string, init?: RequestInit): Promise<ApiAnswer<T>>
  get<T = unknown>(path: string): Promise<ApiAnswer<T>>
  post<T = unknown>(path: string, body?: unknown): Promise<ApiAnswer<T>>
  push(mutations: readonly Mutation[]): Promise<ApiAnswer<PushResponse>>
}

/** The credentials of the administrator that `administratorEnvironment` creates. */
export const ADMINISTRATOR = { email: 'admin@desk.example', password: 'correct horse battery' } as const
export const administratorEnvironment = {
  ADMIN_EMAIL: ADMINISTRATOR.email,
  ADMIN_PASSWORD: ADMINISTRATOR.password,
} as const

/** A client of this server; without a token it is nobody. */
export function createApiClient(url: string, token = ''): ApiClient {
  const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` }
  const request = async <T>(method: string, path: string, init: RequestInit = {}): Promise<ApiAnswer<T>> => {
    const headers = { ...authorization, ...(init.headers as Record<string, string> | undefined) }
    const response = await fetch(`${url}${path}`, { ...init, method, headers, redirect: 'manual' })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : undefined) as T,
    }
  }
  const post = <T>(path: string, body?: unknown): Promise<ApiAnswer<T>> =>
    request<T>('POST', path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
    })
  return {
    url,
    token,
    request,
    post,
    get: (path) => request('GET', path),
    push: (mutations) => post('/sync/push', { mutations }),
  }
}

/** Signs in and returns the client with its session; throws when the server refuses. */
export async function signIn(
  url: string,
  { email, password }: { readonly email: string; readonly password: string } = ADMINISTRATOR,
): Promise<{ readonly client: ApiClient; readonly session: SessionAnswer }> {
  const device = { name: 'Test console' }
  const answer = await createApiClient(url).post<SessionAnswer>('/api/sign-in', { email, password, device })
  if (answer.status !== 200) throw new Error(`signing in was answered with ${answer.status}: ${answer.text}`)
  return { client: createApiClient(url, answer.body.token), session: answer.body }
}

/** A mutation that creates a document, as a console would send it. */
export function aCreation(collection: string, docId: string, patch: Record<string, unknown>): Mutation {
  const at = new Date().toISOString()
  return { id: randomUUID(), collection, docId, op: 'create', baseRev: 0, patch, at, schema: 0 }
}

/** Creates a colleague who can sign in, held in one place such as `org:x` or `site:y`; returns their id. */
export async function addColleague(
  administrator: ApiClient,
  orgId: string,
  colleague: { readonly email: string; readonly password: string; readonly role: Role; readonly at: string },
): Promise<string> {
  const personId = randomUUID()
  const roles = [{ role: colleague.role, at: colleague.at }]
  const patch = { name: colleague.email, emails: [colleague.email], orgId, roles }
  const pushed = await administrator.push([aCreation('people', personId, patch)])
  const status = pushed.body.answers?.[0]?.status
  if (status !== 'accepted') throw new Error(`the colleague was answered with ${pushed.text}`)
  const given = await administrator.request('PUT', `/api/people/${personId}/password`, {
    body: JSON.stringify({ password: colleague.password }),
    headers: { 'content-type': 'application/json' },
  })
  if (given.status !== 204) throw new Error(`the password was answered with ${given.text}`)
  return personId
}
