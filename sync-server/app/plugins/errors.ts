import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorBody } from '#shared/protocol/wire.ts'
import { isStoreFault } from '../../store/store-fault.ts'
import type { App } from '../app.ts'
import { HttpError } from '../http-error.ts'
import { InvalidRequest } from './validation.ts'

/** How errors of the framework and the system are told; anything not here is a bug of ours. */
const KNOWN: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body-too-large', 'The request is larger than this route takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'media-type', 'The content type is not one this route takes.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'invalid-json', 'The body is empty but its type says JSON.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'invalid-json', 'The body is not valid JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'invalid-request', 'The body is not as long as its header says.'],
  FST_ERR_HANDLER_TIMEOUT: [503, 'timeout', 'The server took too long; try again.'],
  'store-unavailable': [503, 'store-unavailable', 'The database does not answer; try again.'],
  ENOSPC: [507, 'storage-full', 'The server has no space left for files.'],
}

/** Every error leaves as an ErrorBody; what went wrong inside stays in the log. */
export function addErrorHandling(app: App): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = describe(error)
    if (known.statusCode >= 500) request.log.error({ err: error }, 'request failed')
    if (known.retryAfter !== undefined) reply.header('retry-after', known.retryAfter)
    if (known.statusCode === 401) reply.header('www-authenticate', 'Bearer')
    return reply.code(known.statusCode).send(errorBody(known))
  })
  app.setNotFoundHandler(sendNotFound)
}

/** The answer where there is nothing. */
export function sendNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(404).send(errorBody(new HttpError(404, 'not-found', 'There is nothing at this address.')))
}

/** The wire form of an error. */
export function errorBody({ code, message, details }: HttpError): ErrorBody {
  return { error: { code, message, ...(details.length === 0 ? {} : { details: [...details] }) } }
}

/** Errors before there is a route: addresses that are no addresses. */
export function answerFrameworkError(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(400).send(errorBody(new HttpError(400, 'invalid-request', 'The address is malformed.')))
}

function describe(error: Error & { readonly code?: string; readonly statusCode?: number }): HttpError {
  if (error instanceof HttpError) return error
  if (error instanceof InvalidRequest) {
    return new HttpError(400, 'invalid-request', error.message, { details: error.problems })
  }
  // A client that is told 500 takes what it sent for the cause. An error about a file names its path.
  const code = isStoreFault(error) && !('path' in error) ? 'store-unavailable' : error.code
  const known = KNOWN[error.code ?? ''] ?? KNOWN[code ?? '']
  if (known) return new HttpError(...known)
  const status = error.statusCode ?? 500
  // The framework parses JSON with JSON.parse and passes its SyntaxError on.
  if (status === 400 && error instanceof SyntaxError) {
    return new HttpError(400, 'invalid-json', 'The body is not valid JSON.')
  }
  if (status >= 400 && status < 500) return new HttpError(status, 'invalid-request', error.message)
  return new HttpError(500, 'internal', 'The server failed. Its log says why, under the request id.')
}
