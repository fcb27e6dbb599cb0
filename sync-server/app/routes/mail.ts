import Type from 'typebox'
import { hasRole } from '#shared/kernel/actor.ts'
import { Id } from '#shared/kernel/ids.ts'
import { QuarantineList } from '#shared/protocol/quarantine.ts'
import { administersQuarantined, listQuarantine } from '../../mail/quarantine.ts'
import type { Mail } from '../../mail/start-mail.ts'
import type { App, ServerParts } from '../app.ts'
import { HttpError } from '../http-error.ts'
import { actorOf, staffOnly } from '../plugins/authentication.ts'
import { bearerOnly, errors, Nothing } from './route-schemas.ts'

/** Mails that were put aside: administrators see them and have them taken up again. `mail` is undefined without mail. */
export function addMailRoutes(app: App, { accounts, store }: ServerParts, mail: Mail | undefined): void {
  const onRequest = staffOnly(accounts)
  const preHandler: typeof onRequest = async (request) => {
    if (hasRole(actorOf(request), 'administrator')) return
    throw new HttpError(403, 'not-allowed', 'Only administrators may do this.')
  }
  app.get(
    '/api/mail/quarantine',
    {
      onRequest,
      preHandler,
      schema: { tags: ['mail'], ...bearerOnly, response: { 200: QuarantineList, ...errors } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return listQuarantine(store, actorOf(request))
    },
  )
  app.post(
    '/api/mail/quarantine/:id/retry',
    {
      onRequest,
      preHandler,
      schema: {
        tags: ['mail'],
        ...bearerOnly,
        params: Type.Object({ id: Id }),
        response: { 204: Nothing, ...errors },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      if (!(await administersQuarantined(store, actorOf(request), id))) {
        throw new HttpError(404, 'not-found', 'There is no such mail that you may have taken up again.')
      }
      if (!mail?.status().fetch) throw new HttpError(409, 'mail-off', 'This server fetches no mail.')
      if (!(await mail.retry(id))) {
        throw new HttpError(
          409,
          'mail-not-recoverable',
          'It was never fetched whole, or is of another mailbox.',
        )
      }
      request.log.info({ mail: id, by: actorOf(request).personId }, 'a mail is taken up again')
      return reply.code(204).send(null)
    },
  )
}
