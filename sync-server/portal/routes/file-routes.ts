import Type from 'typebox'
import { Id } from '#shared/kernel/ids.ts'
import type { App } from '../../app/app.ts'
import { sendBlob } from '../../app/blobs/send-blob.ts'
import { HttpError, refusalError } from '../../app/http-error.ts'
import { errors } from '../../app/routes/route-schemas.ts'
import { UploadedFile } from '../contract.ts'
import type { PortalDeps } from '../deps.ts'
import { receiveFile } from '../files/receive-file.ts'
import type { Guards } from '../session/guards.ts'
import { findTicket, publicMessages } from '../tickets/read-tickets.ts'

const tags = ['portal']
const OnTicket = Type.Object({ id: Id, sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) })
const UPLOADS_PER_MINUTE = 60
/** Long enough for the largest file on a slow line. */
const TRANSFER_MS = 3_600_000

/** Files on their way in, and those that hang on a public message of a ticket the person sees. */
export function addFileRoutes(app: App, deps: PortalDeps, guards: Guards): void {
  const { store, blobFiles } = deps
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Bytes are not parsed: they go to disk as they arrive.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    addUpload(scope as App, deps, guards)
  })
  app.get(
    '/tickets/:id/files/:sha256',
    { handlerTimeout: TRANSFER_MS, schema: { tags, params: OnTicket, response: errors } },
    async (request, reply) => {
      const { id, sha256 } = request.params
      const ticket = await findTicket(store, guards.sessionOf(request).person, id)
      const reference = ticket && (await findAttachment(deps, ticket.id, sha256))
      const size = reference && (await blobFiles.size(sha256))
      if (!reference || size === undefined) {
        throw new HttpError(404, 'file-not-found', 'There is no such file that you may see.')
      }
      return sendBlob(request, reply, blobFiles, { sha256, size, reference })
    },
  )
}

function addUpload(app: App, deps: PortalDeps, guards: Guards): void {
  app.post(
    '/files',
    {
      config: { rateLimit: { max: UPLOADS_PER_MINUTE, timeWindow: '1 minute' } },
      handlerTimeout: TRANSFER_MS,
      schema: { tags, response: { 201: UploadedFile, ...errors } },
    },
    async (request, reply) => {
      const length = Number(request.headers['content-length'] ?? Number.NaN)
      if (Number.isNaN(length))
        throw new HttpError(411, 'length-missing', 'An upload needs a Content-Length.')
      if (length > deps.config.maxUploadBytes) throw tooLarge()
      const { person } = guards.sessionOf(request)
      const received = await receiveFile(deps, person.id, request.raw).catch(
        (error: NodeJS.ErrnoException) => {
          if (!request.raw.destroyed || error.code === 'ENOSPC') throw error
          throw new HttpError(400, 'upload-cut', 'The connection ended before the file did.')
        },
      )
      if (received.ok) return reply.code(201).send(received.value)
      throw received.refusal.code === 'upload-too-large' ? tooLarge() : refusalError(received.refusal)
    },
  )
}

function tooLarge(): HttpError {
  return new HttpError(413, 'upload-too-large', 'The file is larger than this server takes.')
}

async function findAttachment({ store }: PortalDeps, ticketId: Id, sha256: string) {
  for await (const message of publicMessages(store, ticketId, undefined)) {
    const attachment = message.attachments.find((each) => each.sha256 === sha256)
    if (attachment) return { name: attachment.name, type: attachment.type }
  }
  return undefined
}
