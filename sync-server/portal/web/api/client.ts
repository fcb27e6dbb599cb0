import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import {
  ArticleHits,
  CSRF_HEADER,
  MessagePage,
  PortalArticle,
  PortalDesk,
  PortalSessionAnswer,
  SignedIn,
  TicketAnswer,
  TicketPage,
  type NewComment,
  type NewTicket,
  type TicketGroup,
} from '../../contract.ts'

/** Why an answer is not there. `offline`: try again later; `refused`: the server said no, with its code. */
export type Failure =
  | { readonly kind: 'offline' }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string
      readonly details: readonly string[]
    }

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

interface Call<S extends TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below /api/portal. */
  readonly path: string
  /** What the answer must look like; undefined for one without content. */
  readonly answer: S | undefined
  readonly body?: unknown
  readonly csrf?: string
  readonly signal?: AbortSignal | undefined
}

const TIMEOUT_MS = 30_000
export const API = '/api/portal'

const offline = { ok: false, failure: { kind: 'offline' } } as const

async function call<S extends TSchema>(request: Call<S>): Promise<Answer<Static<S>>> {
  const { method, path, answer, body, csrf, signal } = request
  try {
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(`${API}${path}`, {
      method,
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(csrf === undefined ? {} : { [CSRF_HEADER]: csrf }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) return { ok: false, failure: failureOf(response.status, await bodyOf(response)) }
    if (answer === undefined) return { ok: true, value: undefined as Static<S> }
    const value = await bodyOf(response)
    return Check(answer, value) ? { ok: true, value: value as Static<S> } : offline
  } catch {
    return offline
  }
}

function bodyOf(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined)
}

/** What a status and an error body mean. A proxy without its server counts as no connection. */
export function failureOf(status: number, body: unknown): Failure {
  if (status === 502 || status === 503 || status === 504) return { kind: 'offline' }
  const { error } = (body ?? {}) as { error?: { code?: unknown; details?: unknown } }
  return {
    kind: 'refused',
    status,
    code: typeof error?.code === 'string' ? error.code : 'unknown',
    details: Array.isArray(error?.details) ? error.details.map(String) : [],
  }
}

/** The value of a detail such as `seconds: 30`, '' when it is not there. */
export function detailOf(failure: Failure, name: string): string {
  if (failure.kind === 'offline') return ''
  const line = failure.details.find((each) => each.startsWith(`${name}: `))
  return line?.slice(name.length + 2) ?? ''
}

/** Calls that need no session. */
export const openApi = {
  desk: () => call({ method: 'GET', path: '/desk', answer: PortalDesk }),
  session: () => call({ method: 'GET', path: '/session', answer: PortalSessionAnswer }),
  signIn: (email: string, password: string) =>
    call({ method: 'POST', path: '/sign-in', answer: SignedIn, body: { email, password } }),
  askLink: (email: string) => call({ method: 'POST', path: '/link', answer: undefined, body: { email } }),
  confirmLink: (token: string) =>
    call({ method: 'POST', path: '/link/confirm', answer: SignedIn, body: { token } }),
}

/** The calls of a session. */
export type Api = ReturnType<typeof createApi>

/** Makes the calls of a session; `onEnded` hears when the server does not know it any more. */
export function createApi(csrf: string, onEnded: () => void) {
  const own = async <S extends TSchema>(request: Call<S>): Promise<Answer<Static<S>>> => {
    const answer = await call(request.method === 'GET' ? request : { ...request, csrf })
    if (!answer.ok && isSessionEnd(answer.failure)) onEnded()
    return answer
  }
  const at = (id: string) => `/tickets/${encodeURIComponent(id)}`
  const after = (path: string, key: string, id: string) => (id === '' ? path : `${path}${key}=${id}`)
  return {
    csrf,
    signOut: () => own({ method: 'POST', path: '/sign-out', answer: undefined, body: {} }),
    chooseLanguage: (language: string) =>
      own({ method: 'PUT', path: '/language', answer: undefined, body: { language } }),
    tickets: (group: TicketGroup, from: string, signal?: AbortSignal) =>
      own({
        method: 'GET',
        path: after(`/tickets?group=${group}`, '&after', from),
        answer: TicketPage,
        signal,
      }),
    ticket: (id: string, signal?: AbortSignal) =>
      own({ method: 'GET', path: at(id), answer: TicketAnswer, signal }),
    messages: (id: string, before: string) =>
      own({ method: 'GET', path: after(`${at(id)}/messages`, '?before', before), answer: MessagePage }),
    report: (body: NewTicket) => own({ method: 'POST', path: '/tickets', answer: TicketAnswer, body }),
    comment: (id: string, body: NewComment) =>
      own({ method: 'POST', path: `${at(id)}/messages`, answer: TicketAnswer, body }),
    reopen: (id: string, causeId: string) =>
      own({ method: 'POST', path: `${at(id)}/reopen`, answer: TicketAnswer, body: { causeId } }),
    confirm: (id: string, causeId: string) =>
      own({ method: 'POST', path: `${at(id)}/confirm`, answer: TicketAnswer, body: { causeId } }),
    articles: (language: string, words: string, signal?: AbortSignal) =>
      own({
        method: 'GET',
        path: `/articles?language=${language}&q=${encodeURIComponent(words)}`,
        answer: ArticleHits,
        signal,
      }),
    article: (id: string, signal?: AbortSignal) =>
      own({ method: 'GET', path: `/articles/${encodeURIComponent(id)}`, answer: PortalArticle, signal }),
  }
}

function isSessionEnd(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.status === 401
}

/** A new name for an act, kept over its retries. Works without https too, where randomUUID does not. */
export function newCauseId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
