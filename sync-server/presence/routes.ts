import Type from 'typebox'
import { isStaff } from '#shared/kernel/actor.ts'
import { oneOf } from '#shared/kernel/fields.ts'
import { Id } from '#shared/kernel/ids.ts'
import { DOINGS } from '#shared/presence/schema.ts'
import type { App, ServerParts } from '../app/app.ts'
import { authenticate, scopeOfActor } from '../app/auth/sessions.ts'
import { bearerToken } from '../app/auth/tokens.ts'
import { HttpError } from '../app/http-error.ts'
import { actorOf, staffOnly } from '../app/plugins/authentication.ts'
import { bearerOnly, errors } from '../app/routes/route-schemas.ts'
import { isVisible } from '../sync/scope.ts'
import type { Attendee } from './attendees.ts'

/** Who else has a ticket open: an event stream that is itself the sign of being there. */
export function addPresenceRoute(app: App, parts: ServerParts): void {
  const { accounts, presence } = parts
  app.get(
    '/api/presence/:ticketId',
    {
      onRequest: staffOnly(accounts),
      schema: {
        tags: ['presence'],
        ...bearerOnly,
        description:
          'Opens a ticket for others to see, as long as the answer lasts: a text/event-stream of `present` events, `{"others": [{"personId", "doing"}]}` each, with everybody else who has it open. It ends by itself within a minute; whoever still looks opens the next. Only who may read the ticket takes part.',
        params: Type.Object({ ticketId: Id }),
        querystring: Type.Object({ doing: Type.Optional(oneOf(DOINGS)) }, { additionalProperties: false }),
        response: errors,
      },
    },
    async (request, reply) => {
      const { personId, deviceId } = actorOf(request)
      const { ticketId } = request.params
      const token = bearerToken(request.headers.authorization) ?? ''
      const visible = visibleOn(parts, token, ticketId)
      if ((await visible([])) === undefined) {
        throw new HttpError(404, 'not-found', 'There is no such ticket you may read.')
      }
      reply.hijack()
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      const doing = request.query.doing ?? 'viewing'
      presence.attend({ response: reply.raw, ticketId, personId, deviceId, doing, visible })
    },
  )
}

/** Whom somebody may see on a ticket at this moment: people they know, on a ticket they may read. */
function visibleOn({ accounts, store }: ServerParts, token: string, ticketId: Id): Attendee['visible'] {
  return async (personIds) => {
    const session = await authenticate(accounts, token)
    if (!session.ok || !isStaff(session.value.actor)) return undefined
    const [scope, ticket, people] = await Promise.all([
      scopeOfActor(store, session.value.actor),
      store.doc('tickets', ticketId),
      store.docs('people', personIds),
    ])
    if (!ticket || ticket.doc.deletedAt !== '' || !isVisible(scope, ticket.buckets)) return undefined
    return new Set(people.filter(({ buckets }) => isVisible(scope, buckets)).map(({ doc }) => doc.id))
  }
}
