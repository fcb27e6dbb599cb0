import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { HttpError } from '../../app/http-error.ts'
import { CSRF_HEADER } from '../contract.ts'
import type { PortalDeps } from '../deps.ts'
import { isOwnOrigin } from './own-origin.ts'
import { readSession, type PortalSession } from './portal-sessions.ts'
import { sessionToken } from './session-cookie.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Hooks that let requests in, and the session of one that passed. */
export interface Guards {
  /** Refuses what changes something and comes from another site's page. */
  readonly sameOrigin: onRequestAsyncHookHandler
  /** Refuses whoever is not signed in, and changes without the session's own header value. */
  readonly signedIn: onRequestAsyncHookHandler
  sessionOf(request: FastifyRequest): PortalSession
}

/** The portal's guards; sessions are kept beside their request and end with it. */
export function createGuards(deps: PortalDeps): Guards {
  const sessions = new WeakMap<FastifyRequest, PortalSession>()
  return {
    async sameOrigin(request) {
      if (SAFE_METHODS.has(request.method) || isOwnOrigin(request, deps.config)) return
      throw new HttpError(403, 'origin-not-allowed', 'This request did not come from the portal.')
    },
    async signedIn(request) {
      const token = sessionToken(request, deps.config)
      const session = token === undefined ? undefined : await readSession(deps, token)
      if (!session) throw new HttpError(401, 'session-ended', 'Sign in first.')
      if (!SAFE_METHODS.has(request.method) && !holdsCsrf(request, session)) {
        throw new HttpError(403, 'csrf-missing', `The header ${CSRF_HEADER} does not belong to this session.`)
      }
      sessions.set(request, session)
    },
    sessionOf(request) {
      const session = sessions.get(request)
      if (!session) throw new Error('The route has no guard.')
      return session
    },
  }
}

function holdsCsrf(request: FastifyRequest, { csrf }: PortalSession): boolean {
  const given = request.headers[CSRF_HEADER]
  if (typeof given !== 'string') return false
  const a = Buffer.from(given)
  const b = Buffer.from(csrf)
  return a.length === b.length && timingSafeEqual(a, b)
}
