import Type from 'typebox'
import type { FastifyReply } from 'fastify'
import type { Actor } from '#shared/kernel/actor.ts'
import { BlobAnswer } from '#shared/protocol/session.ts'
import type { App, ServerParts } from '../app.ts'
import { findReadable, type BlobReference } from '../blobs/blob-access.ts'
import { sendBlob } from '../blobs/send-blob.ts'
import { HttpError, refusalError } from '../http-error.ts'
import { actorOf, staffOnly } from '../plugins/authentication.ts'
import { bearerOnly, errors } from './route-schemas.ts'

const ByHash = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) })
/** Long enough for the largest file on a slow line. */
const TRANSFER_MS = 3_600_000

interface Range {
  readonly start: number
  /** Bytes of this piece, and of the whole file. */
  readonly length: number
  readonly total: number
}

/**
 * Files under their SHA-256. PUT takes a whole file, or pieces in order with `Content-Range: bytes 0-99/500`; HEAD
 * says in `Upload-Offset` how much is there: 200 all of it, 204 a part, 404 nothing.
 */
export function addBlobRoutes(app: App, parts: ServerParts): void {
  void app.register(async (plugin) => {
    const scope = plugin as App
    scope.removeAllContentTypeParsers()
    // Bytes are not parsed: they go to disk as they arrive.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    addUpload(scope, parts)
    addDownload(scope, parts)
  })
}

function addUpload(app: App, { accounts, blobFiles, uploads, store, config, clock }: ServerParts): void {
  app.put(
    '/api/blobs/:sha256',
    {
      onRequest: staffOnly(accounts),
      handlerTimeout: TRANSFER_MS,
      schema: {
        tags: ['files'],
        ...bearerOnly,
        params: ByHash,
        response: { 200: BlobAnswer, 201: BlobAnswer, 202: BlobAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const { sha256 } = request.params
      const { personId } = actorOf(request)
      const { start, total } = readRange(request.headers, config.maxUploadBytes)
      if (await uploads.sentLately(personId, sha256)) return answer(reply, 200, total, true)
      const result = await uploads
        .append({ personId, sha256, start, total, bytes: request.raw })
        .catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOSPC') throw error
          if (!request.raw.destroyed && error.name !== 'AbortError') throw error
          throw new HttpError(
            400,
            'upload-cut',
            'The connection ended before the piece did; ask HEAD and go on.',
          )
        })
      if (!result.ok) {
        const received = Number(result.refusal.params?.['received'] ?? 0)
        reply.header('upload-offset', received)
        throw refusalError(result.refusal, result.refusal.code === 'upload-offset' ? 409 : 422)
      }
      if (result.value < total) return answer(reply, 202, result.value, false)
      await store.blobs.putBlob({ sha256, size: total, createdAt: clock() })
      const size = await blobFiles.size(sha256)
      return answer(reply, 201, size ?? total, true)
    },
  )
}

function answer(
  reply: FastifyReply,
  status: 200 | 201 | 202,
  received: number,
  complete: boolean,
): FastifyReply {
  return reply.code(status).header('upload-offset', received).send({ received, complete })
}

function readRange(
  headers: { readonly 'content-range'?: string | undefined; readonly 'content-length'?: string | undefined },
  most: number,
): Range {
  const length = Number(headers['content-length'] ?? Number.NaN)
  if (Number.isNaN(length)) throw new HttpError(411, 'length-missing', 'An upload needs a Content-Length.')
  const given = headers['content-range']
  const parsed = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(given ?? '')
  if (given !== undefined && !parsed) {
    throw new HttpError(400, 'upload-range', 'Content-Range must look like: bytes 0-99/500')
  }
  const [start, end, total] = parsed
    ? (parsed.slice(1).map(Number) as [number, number, number])
    : [0, length - 1, length]
  if (total > most) throw new HttpError(413, 'upload-too-large', `Files may have ${most} bytes at most.`)
  if (end - start + 1 !== length || end >= total) {
    throw new HttpError(400, 'upload-range', 'Content-Range and Content-Length must name the same bytes.')
  }
  return { start, length, total }
}

function addDownload(app: App, { accounts, blobFiles, uploads, store }: ServerParts): void {
  const onRequest = staffOnly(accounts)
  const readable = async (
    actor: Actor,
    sha256: string,
  ): Promise<{ size: number; reference: BlobReference } | undefined> => {
    const size = await blobFiles.size(sha256)
    if (size === undefined) return undefined
    const own = await uploads.sentLately(actor.personId, sha256)
    const reference =
      (await findReadable(store, actor, sha256)) ?? (own ? { name: sha256, type: '' } : undefined)
    return reference && { size, reference }
  }
  const schema = { tags: ['files'], ...bearerOnly, params: ByHash }

  app.head('/api/blobs/:sha256', { onRequest, schema }, async (request, reply) => {
    const { sha256 } = request.params
    const actor = actorOf(request)
    const blob = await readable(actor, sha256)
    const received = blob?.size ?? (await uploads.received(actor.personId, sha256))
    reply.header('upload-offset', received).header('cache-control', 'no-store')
    return reply.code(blob ? 200 : received > 0 ? 204 : 404).send(null)
  })
  app.get(
    '/api/blobs/:sha256',
    {
      onRequest,
      exposeHeadRoute: false,
      handlerTimeout: TRANSFER_MS,
      schema: { ...schema, response: errors },
    },
    async (request, reply) => {
      const { sha256 } = request.params
      const blob = await readable(actorOf(request), sha256)
      if (!blob) throw new HttpError(404, 'blob-not-found', 'There is no such file that you may see.')
      return sendBlob(request, reply, blobFiles, { sha256, ...blob })
    },
  )
}
