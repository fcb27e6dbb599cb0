import type { App } from '../../app/app.ts'
import { errors } from '../../app/routes/route-schemas.ts'
import type { PortalDeps } from '../deps.ts'
import type { PortalLive } from '../live/portal-live.ts'
import type { Guards } from '../session/guards.ts'
import { readSession } from '../session/portal-sessions.ts'
import { sessionToken } from '../session/session-cookie.ts'

/** The live connection of a page: it hears which of the person's tickets changed, never what. */
export function addLiveRoute(app: App, deps: PortalDeps, guards: Guards, live: PortalLive): void {
  app.get(
    '/live',
    {
      schema: {
        tags: ['portal'],
        description: 'A text/event-stream of `poke` events, `{"ticketId": id}` each.',
        response: errors,
      },
    },
    async (request, reply) => {
      const { person } = guards.sessionOf(request)
      const token = sessionToken(request, deps.config) ?? ''
      reply.hijack()
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'x-accel-buffering': 'no',
      })
      const isAllowed = async (): Promise<boolean> => (await readSession(deps, token)) !== undefined
      await live.add({ response: reply.raw, personId: person.id, isAllowed })
    },
  )
}
