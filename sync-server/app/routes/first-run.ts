import type { Result } from '#shared/kernel/result.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { LANGUAGES } from '#shared/people/schema.ts'
import { DeskAnswer, FirstRunAnswer, FirstRunRequest } from '#shared/protocol/session.ts'
import type { App, ServerParts } from '../app.ts'
import { createFirstAdministrator, isSetUpCode, setUpCode } from '../auth/first-run.ts'
import { HttpError, refusalError } from '../http-error.ts'
import { signInLimits } from '../plugins/rate-limits.ts'
import { errors } from './route-schemas.ts'

/** Setting up an empty server, and what anybody may know of a desk. */
export function addFirstRunRoutes(app: App, parts: ServerParts): void {
  const { accounts, store, sync, secretKey, config } = parts
  const mailAddress = config.mail?.address
  const needed = async (): Promise<boolean> => !(await store.accounts.hasAnyCredential())
  // One at a time, so that two people with the code do not make two organisations.
  let last: Promise<Result<Id> | undefined> = Promise.resolve(undefined)

  app.get(
    '/api/first-run',
    { schema: { tags: ['set-up'], response: { 200: FirstRunAnswer, ...errors } } },
    async () => ({
      needed: await needed(),
    }),
  )
  app.post(
    '/api/first-run',
    {
      ...signInLimits(app, config),
      schema: { tags: ['set-up'], body: FirstRunRequest, response: { 201: FirstRunAnswer, ...errors } },
    },
    async (request, reply) => {
      const { code, ...administrator } = request.body
      if (!(await needed()))
        throw new HttpError(409, 'first-run-done', 'This server has been set up already.')
      if (!isSetUpCode(code, setUpCode(secretKey, await store.epoch()))) {
        throw new HttpError(
          403,
          'set-up-code-wrong',
          'The set-up code is the one the server prints when it starts.',
        )
      }
      const attempt = last
        .catch(() => undefined)
        .then(() => createFirstAdministrator(accounts, sync, { ...administrator, mailAddress }))
      last = attempt
      const result = await attempt
      if (!result.ok) throw refusalError(result.refusal, result.refusal.code === 'first-run-done' ? 409 : 422)
      request.log.info({ personId: result.value }, 'first administrator created')
      return reply.code(201).send({ needed: false })
    },
  )
  app.get(
    '/api/desk',
    { schema: { tags: ['set-up'], response: { 200: DeskAnswer, ...errors } } },
    async () => {
      const [organisation] = await store.find('settings', 'kind', 'organisation', { limit: 1 })
      const name = organisation?.doc['name']
      return {
        name: typeof name === 'string' ? name : 'Satchel',
        languages: [...LANGUAGES],
        serverVersion: parts.version,
      }
    },
  )
}
