import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { systemActor } from '#shared/kernel/actor.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { Person } from '#shared/people/schema.ts'
import type { Setting, SettingKind } from '#shared/settings/schema.ts'
import type { App } from '../../app/app.ts'
import { verifyPassword } from '../../app/auth/accounts.ts'
import { HttpError, refusalError } from '../../app/http-error.ts'
import { signInLimits } from '../../app/plugins/rate-limits.ts'
import { errors, Nothing } from '../../app/routes/route-schemas.ts'
import {
  LanguageChoice,
  LinkConfirmation,
  LinkRequest,
  PasswordSignIn,
  PortalSessionAnswer,
  SignedIn,
  type Choice,
} from '../contract.ts'
import type { PortalDeps } from '../deps.ts'
import type { PortalLive } from '../live/portal-live.ts'
import { presentChoice } from '../presenters.ts'
import type { Guards } from '../session/guards.ts'
import { linkOrigin } from '../session/own-origin.ts'
import { openSession, readSession, sessionMinutes, type PortalSession } from '../session/portal-sessions.ts'
import { sessionToken, setSessionCookie } from '../session/session-cookie.ts'
import { createLinkLimit, redeemLink, sendLink } from '../session/sign-in-links.ts'
import { isChoice } from '../tickets/write-tickets.ts'

const tags = ['portal']
const CHOICES = 500

/** Signing in by password or mailed link, and who is signed in. */
export function addSignInRoutes(app: App, deps: PortalDeps): void {
  const { config, accounts, log } = deps
  const limits = signInLimits(app, config)
  const linkLimit = createLinkLimit()
  app.get(
    '/session',
    { schema: { tags, response: { 200: PortalSessionAnswer, ...errors } } },
    async (request, reply) => {
      const token = sessionToken(request, config)
      const session = token === undefined ? undefined : await readSession(deps, token)
      if (!session || token === undefined) return { signedIn: false as const }
      setSessionCookie(request, reply, config, token, sessionMinutes(deps) * 60)
      return sessionAnswer(deps, session)
    },
  )
  app.post(
    '/sign-in',
    { ...limits, schema: { tags, body: PasswordSignIn, response: { 200: SignedIn, ...errors } } },
    async (request, reply) => {
      const { email, password } = request.body
      const verified = await verifyPassword(accounts, email, password)
      if (!verified.ok) throw signInError(verified.refusal)
      return enter(deps, request, reply, verified.value)
    },
  )
  app.post(
    '/link',
    { ...limits, schema: { tags, body: LinkRequest, response: { 202: Nothing, ...errors } } },
    async (request, reply) => {
      const origin = linkOrigin(request, config)
      if (origin === undefined || !deps.sendSignInLink) {
        throw new HttpError(404, 'link-unavailable', 'This server sends no sign-in links.')
      }
      // Not awaited: the answer takes the same time whether or not the address is somebody's.
      void sendLink(deps, linkLimit, request.body.email, origin).catch((error: unknown) =>
        log.error({ err: error }, 'sign-in link not sent'),
      )
      return reply.code(202).send(null)
    },
  )
  app.post(
    '/link/confirm',
    { ...limits, schema: { tags, body: LinkConfirmation, response: { 200: SignedIn, ...errors } } },
    async (request, reply) => {
      const person = await redeemLink(deps, request.body.token)
      if (!person.ok) {
        throw new HttpError(401, person.refusal.code, 'The link was used, has expired, or never was one.')
      }
      return enter(deps, request, reply, person.value)
    },
  )
}

async function enter(
  deps: PortalDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
): Promise<SignedIn> {
  const earlier = sessionToken(request, deps.config)
  const old = earlier === undefined ? undefined : await readSession(deps, earlier)
  if (old) await deps.store.accounts.takeToken(old.tokenHash)
  const token = await openSession(deps, person)
  setSessionCookie(request, reply, deps.config, token, sessionMinutes(deps) * 60)
  deps.log.info({ personId: person.id }, 'signed in to the portal')
  const session = await readSession(deps, token)
  if (!session) throw new HttpError(401, 'account-inactive', 'This account is not active any more.')
  return sessionAnswer(deps, session)
}

function signInError(refusal: Refusal): HttpError {
  const seconds = Number(refusal.params?.['seconds'] ?? 0)
  if (refusal.code !== 'locked')
    return new HttpError(401, refusal.code, 'The address or the password is wrong.')
  return new HttpError(429, 'locked', 'Too many wrong passwords.', {
    retryAfter: seconds,
    details: [`seconds: ${seconds}`],
  })
}

async function sessionAnswer(deps: PortalDeps, { person, csrf }: PortalSession): Promise<SignedIn> {
  const { id, name, language, siteId } = person
  const [categories, sites] = await Promise.all([
    choices(deps, 'category', person),
    choices(deps, 'site', person),
  ])
  return {
    signedIn: true,
    person: { id, name, language, siteId },
    csrf,
    categories,
    sites,
    maxFileBytes: deps.config.maxUploadBytes,
  }
}

async function choices(
  { store }: PortalDeps,
  kind: SettingKind,
  { orgId }: Pick<Person, 'orgId'>,
): Promise<Choice[]> {
  const found = await store.find('settings', 'kind', kind, { limit: CHOICES })
  return found
    .map(({ doc }) => doc as Setting)
    .filter((setting) => isChoice(setting, kind, orgId))
    .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
    .map(presentChoice)
}

/** Leaving, and the language somebody is written to in. */
export function addSessionRoutes(app: App, deps: PortalDeps, guards: Guards, live: PortalLive): void {
  const { store, sync, config, newId } = deps
  app.post(
    '/sign-out',
    { schema: { tags, body: Type.Object({}), response: { 204: Nothing, ...errors } } },
    async (request, reply) => {
      const { tokenHash, person } = guards.sessionOf(request)
      await store.accounts.takeToken(tokenHash)
      live.closePerson(person.id)
      setSessionCookie(request, reply, config, '', 0)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/language',
    { schema: { tags, body: LanguageChoice, response: { 204: Nothing, ...errors } } },
    async (request, reply) => {
      const { person } = guards.sessionOf(request)
      const { language } = request.body
      if (person.language !== language) {
        const change = { collection: 'people', docId: person.id, op: 'change', patch: { language } } as const
        const written = await sync.write(systemActor(person.id), `portal-language:${newId()}`, [change])
        if (!written.ok) throw refusalError(written.refusal)
      }
      return reply.code(204).send(null)
    },
  )
}
