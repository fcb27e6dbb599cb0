import Type from 'typebox'
import { Id } from '#shared/kernel/ids.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { Person } from '#shared/people/schema.ts'
import {
  DeviceList,
  PasswordChange,
  PasswordReset,
  SessionAnswer,
  SignInRequest,
} from '#shared/protocol/session.ts'
import type { App, ServerParts } from '../app.ts'
import { setPassword, verifyOwnPassword } from '../auth/accounts.ts'
import { administers, deviceEntry } from '../auth/devices.ts'
import { checkPassword } from '../auth/password-rules.ts'
import { scopeOfActor, signIn, type Session } from '../auth/sessions.ts'
import { HttpError, refusalError } from '../http-error.ts'
import { actorOf, sessionOf, signedIn, staffOnly } from '../plugins/authentication.ts'
import { signInLimits } from '../plugins/rate-limits.ts'
import { bearerOnly, errors, Nothing } from './route-schemas.ts'

const ById = Type.Object({ id: Id })

/** Signing in and out, the session, passwords. */
export function addAccountRoutes(app: App, parts: ServerParts): void {
  const { accounts, store } = parts
  const limits = signInLimits(app, parts.config)
  app.post(
    '/api/sign-in',
    {
      ...limits,
      schema: { tags: ['account'], body: SignInRequest, response: { 200: SessionAnswer, ...errors } },
    },
    async (request) => {
      const result = await signIn(accounts, request.body)
      if (!result.ok) throw signInError(result.refusal)
      request.log.info({ personId: result.value.session.person.id }, 'signed in')
      const { token, session, ...replaces } = result.value
      return { token, ...(await sessionAnswer(parts, session)), ...replaces }
    },
  )
  app.post(
    '/api/sign-out',
    {
      onRequest: signedIn(accounts),
      schema: { tags: ['account'], ...bearerOnly, response: { 204: Nothing, ...errors } },
    },
    async (request, reply) => {
      const { tokenHash, actor } = sessionOf(request)
      await store.accounts.takeToken(tokenHash)
      parts.live.closeDevice(actor.deviceId)
      parts.presence.closeDevice(actor.deviceId)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/session',
    {
      onRequest: signedIn(accounts),
      schema: { tags: ['account'], ...bearerOnly, response: { 200: SessionAnswer, ...errors } },
    },
    async (request) => sessionAnswer(parts, sessionOf(request)),
  )
  addPasswordRoutes(app, parts)
}

function addPasswordRoutes(app: App, { accounts, store, config }: ServerParts): void {
  const { config: limit } = signInLimits(app, config)
  app.post(
    '/api/password',
    {
      config: { ...limit },
      onRequest: signedIn(accounts),
      schema: {
        tags: ['account'],
        ...bearerOnly,
        body: PasswordChange,
        response: { 204: Nothing, ...errors },
      },
    },
    async (request, reply) => {
      const { person } = sessionOf(request)
      const verified = await verifyOwnPassword(accounts, person, request.body.current)
      if (!verified.ok) throw signInError(verified.refusal)
      await choosePassword(person, request.body.next)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/api/people/:id/password',
    {
      onRequest: staffOnly(accounts),
      schema: {
        tags: ['account'],
        ...bearerOnly,
        params: ById,
        body: PasswordReset,
        response: { 204: Nothing, ...errors },
      },
    },
    async (request, reply) => {
      const stored = await store.doc('people', request.params.id)
      const allowed = stored && (await administers(store, actorOf(request), request.params.id))
      if (!allowed) throw new HttpError(404, 'not-found', 'There is no such person you administer.')
      await choosePassword(stored.doc as Person, request.body.password)
      return reply.code(204).send(null)
    },
  )

  async function choosePassword(person: Person, password: string): Promise<void> {
    const refusal = checkPassword(password, person.emails)
    if (refusal) throw refusalError(refusal)
    await setPassword(accounts, person.id, password)
  }
}

/** Devices: everybody sees and revokes their own, administrators those of the people they administer. */
export function addDeviceRoutes(app: App, { accounts, store, live, presence, clock }: ServerParts): void {
  const onRequest = staffOnly(accounts)
  const OfPerson = Type.Object({ person: Type.Optional(Id) }, { additionalProperties: false })
  app.get(
    '/api/devices',
    {
      onRequest,
      schema: {
        tags: ['devices'],
        ...bearerOnly,
        querystring: OfPerson,
        response: { 200: DeviceList, ...errors },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const personId = request.query.person ?? actor.personId
      const allowed = personId === actor.personId || (await administers(store, actor, personId))
      if (!allowed) throw new HttpError(404, 'not-found', 'There is no such person you administer.')
      const devices = await store.accounts.devicesOf(personId)
      return { devices: devices.map((device) => deviceEntry(device, actor.deviceId)) }
    },
  )
  app.delete(
    '/api/devices/:id',
    {
      onRequest,
      schema: { tags: ['devices'], ...bearerOnly, params: ById, response: { 204: Nothing, ...errors } },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const device = await store.accounts.device(request.params.id)
      const allowed =
        device && (device.personId === actor.personId || (await administers(store, actor, device.personId)))
      if (!allowed) throw new HttpError(404, 'not-found', 'There is no such device you may revoke.')
      await store.accounts.revokeDevice(device.id, clock())
      live.closeDevice(device.id)
      presence.closeDevice(device.id)
      request.log.info({ deviceId: device.id, by: actor.personId }, 'device revoked')
      return reply.code(204).send(null)
    },
  )
}

async function sessionAnswer(
  { store, clock, version, config }: ServerParts,
  session: Session,
): Promise<SessionAnswer> {
  const { person, actor } = session
  const scope = await scopeOfActor(store, actor)
  const { offlineDays } = config
  return { person, deviceId: actor.deviceId, scope, now: clock(), serverVersion: version, offlineDays }
}

function signInError(refusal: Refusal): HttpError {
  if (refusal.code === 'locked') {
    const seconds = Number(refusal.params?.['seconds'] ?? 0)
    return new HttpError(429, 'locked', `Too many wrong attempts; try again in ${seconds} seconds.`, {
      retryAfter: seconds,
      details: [`seconds: ${seconds}`],
    })
  }
  if (refusal.code === 'not-staff')
    return new HttpError(403, 'not-staff', 'This account has no role at the desk.')
  return new HttpError(401, refusal.code, 'The address or the password is not right.')
}
