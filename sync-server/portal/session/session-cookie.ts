import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../app/config.ts'
import { isHttps } from './own-origin.ts'

/** With https the name's prefix binds the cookie to this very host. */
const SECURE_NAME = '__Host-satchel-portal'
const PLAIN_NAME = 'satchel-portal'

const nameFor = (secure: boolean) => (secure ? SECURE_NAME : PLAIN_NAME)

/** The session token a request carries. */
export function sessionToken(request: FastifyRequest, config: Config): string | undefined {
  const token = request.cookies[nameFor(isHttps(request, config))]
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined
}

/** Hands the token to the browser, out of reach of scripts; `seconds` 0 takes it back. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  config: Config,
  token: string,
  seconds: number,
): void {
  const secure = isHttps(request, config)
  reply.setCookie(nameFor(secure), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: seconds,
  })
}
