import { createHash } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { preHandlerHookHandler, RouteShorthandOptions } from 'fastify'
import type { App } from '../app.ts'
import type { Config } from '../config.ts'
import { HttpError } from '../http-error.ts'

/** Attempts per minute on one account, whatever address they come from; the lock-out is stricter with wrong ones. */
const ATTEMPTS_PER_ACCOUNT = 30
const NO_LIMIT = Number.MAX_SAFE_INTEGER

/** Limits every address to so many API requests per minute; pages and probes are free. */
export async function addRateLimits(app: App, { requestsPerMinute }: Config): Promise<void> {
  await app.register(rateLimit, {
    global: requestsPerMinute > 0,
    max: requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => !/^\/(?:api|sync)\//.test(request.url),
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  })
}

function tooMany(ttl: number): HttpError {
  return new HttpError(429, 'too-many-requests', 'Too many requests; wait and try again.', {
    retryAfter: Math.ceil(ttl / 1000),
  })
}

/** Options of a route that takes a password or a code: few attempts per address, and per account it names. */
export function signInLimits(app: App, { signInsPerMinute }: Config): RouteShorthandOptions {
  const perAccount = app.rateLimit({
    max: signInsPerMinute > 0 ? ATTEMPTS_PER_ACCOUNT : NO_LIMIT,
    timeWindow: '1 minute',
    keyGenerator: (request) => accountKey(request.body),
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  })
  return {
    config: {
      rateLimit: { max: signInsPerMinute > 0 ? signInsPerMinute : NO_LIMIT, timeWindow: '1 minute' },
    },
    preHandler: perAccount as preHandlerHookHandler,
  }
}

/** The account a body names, as a hash: addresses are not kept. */
function accountKey(body: unknown): string {
  const email = (body as { readonly email?: unknown } | null)?.email
  const named = typeof email === 'string' ? email.trim().toLowerCase() : ''
  return createHash('sha256').update(named).digest('base64')
}
