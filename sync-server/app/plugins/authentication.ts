import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { isStaff, type Actor } from '#shared/kernel/actor.ts'
import type { App } from '../app.ts'
import type { Accounts } from '../auth/accounts.ts'
import { authenticate, type Session } from '../auth/sessions.ts'
import { bearerToken } from '../auth/tokens.ts'
import { HttpError } from '../http-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `signedIn` and `staffOnly`; null on public routes. */
    session: Session | null
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  'token-missing': 'This route needs a bearer token.',
  'token-invalid': 'The token is not known here.',
  'token-expired': 'The token has expired: sign in again.',
  'device-revoked': 'An administrator revoked this device.',
  'account-inactive': 'This account is not active any more.',
}

/** Prepares requests to carry a session. */
export function addAuthentication(app: App): void {
  app.decorateRequest('session', null)
}

/** A hook that lets signed-in people in, with their roles as of now; everyone else gets 401. */
export function signedIn(accounts: Accounts): onRequestAsyncHookHandler {
  return async (request) => {
    const token = bearerToken(request.headers.authorization)
    const result = token === undefined ? undefined : await authenticate(accounts, token)
    if (result?.ok) {
      request.session = result.value
      return
    }
    const code = result?.refusal.code ?? 'token-missing'
    throw new HttpError(401, code, MESSAGES[code] ?? 'Sign in.')
  }
}

/** A hook for what requesters have no part in. */
export function staffOnly(accounts: Accounts): onRequestAsyncHookHandler {
  const letIn = signedIn(accounts)
  return async function (request, reply) {
    await letIn.call(this, request, reply)
    if (!isStaff(actorOf(request)))
      throw new HttpError(403, 'not-staff', 'Only the staff of the desk may do this.')
  }
}

/** The session of a request that passed one of the hooks. */
export function sessionOf(request: FastifyRequest): Session {
  if (!request.session) throw new Error('The route has no authentication hook.')
  return request.session
}

/** Who acts in a request that passed one of the hooks. */
export function actorOf(request: FastifyRequest): Actor {
  return sessionOf(request).actor
}
