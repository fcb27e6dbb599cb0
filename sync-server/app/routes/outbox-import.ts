import { hasRole } from '#shared/kernel/actor.ts'
import { OutboxImport, OutboxImportAnswer } from '#shared/protocol/outbox-file.ts'
import type { App, ServerParts } from '../app.ts'
import { HttpError, refusalError } from '../http-error.ts'
import { importOutbox } from '../outbox-import.ts'
import { actorOf, staffOnly } from '../plugins/authentication.ts'
import { bearerOnly, errors } from './route-schemas.ts'
import { peopleIn } from './sync.ts'

/** Bytes of one part of a file. */
const PART_BYTES = 4_194_304

/** What a person saved from a device that cannot reach the server: an administrator hands it in. */
export function addOutboxImportRoute(app: App, parts: ServerParts): void {
  const { accounts, metrics, live } = parts
  app.post(
    '/api/outbox-import',
    {
      onRequest: staffOnly(accounts),
      preHandler: async (request) => {
        if (hasRole(actorOf(request), 'administrator')) return
        throw new HttpError(403, 'not-allowed', 'Only administrators may do this.')
      },
      bodyLimit: PART_BYTES,
      schema: {
        tags: ['sync'],
        ...bearerOnly,
        body: OutboxImport,
        response: { 200: OutboxImportAnswer, ...errors },
      },
    },
    async (request) => {
      const { personId: by } = actorOf(request)
      const imported = await importOutbox(parts, actorOf(request), request.body)
      if (!imported.ok)
        throw refusalError(imported.refusal, imported.refusal.code === 'not-found' ? 404 : 422)
      const { answer, pushed } = imported.value
      for (const result of answer.results) if (result.answer) metrics.countMutation(result.answer.status)
      await live.askAgain(peopleIn(pushed))
      const { personId, deviceId } = request.body
      request.log.info({ by, personId, deviceId, mutations: pushed.length }, 'waiting changes handed in')
      return answer
    },
  )
}
