import type { Refusal } from '#shared/kernel/result.ts'

/** An answer that is not 2xx: `code` names a sentence in the locales, `message` is for whoever reads a log. */
export class HttpError extends Error {
  readonly statusCode: number
  readonly code: string
  readonly details: readonly string[]
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined

  constructor(
    statusCode: number,
    code: string,
    message: string,
    more: { readonly details?: readonly string[]; readonly retryAfter?: number } = {},
  ) {
    super(message)
    this.name = 'HttpError'
    this.statusCode = statusCode
    this.code = code
    this.details = more.details ?? []
    this.retryAfter = more.retryAfter
  }
}

/** A rule's refusal as an answer of a plain route; its field and values become details. */
export function refusalError(refusal: Refusal, statusCode = 422): HttpError {
  const field = refusal.field === undefined ? [] : [`field: ${refusal.field}`]
  const params = Object.entries(refusal.params ?? {}).map(([name, value]) => `${name}: ${value}`)
  return new HttpError(statusCode, refusal.code, `The request was refused: ${refusal.code}.`, {
    details: [...field, ...params],
  })
}
