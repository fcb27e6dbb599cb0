import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BlobReference } from './blob-access.ts'
import type { BlobFiles } from './blob-files.ts'

/** Pictures that cannot run anything; all other files are downloads. */
const SHOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

/** What a file is sent with, so that nothing in it can act with our origin's rights. */
export function blobHeaders(sha256: string, { name, type }: BlobReference): Record<string, string> {
  const shown = SHOWN_TYPES.has(type.toLowerCase())
  return {
    'content-type': shown ? type.toLowerCase() : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; ${fileName(name)}`,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    // Asked again each time, because the right to see it may have ended; the bytes never change.
    'cache-control': 'private, no-cache',
    etag: `"${sha256}"`,
    'accept-ranges': 'bytes',
  }
}

/** The name in RFC 6266's two forms: plain ASCII for the old, UTF-8 for the rest. */
function fileName(name: string): string {
  const clean =
    [...name].filter((letter) => letter >= ' ' && !'"\\/:*?<>|\u007F'.includes(letter)).join('') || 'file'
  const ascii = clean.replace(/[^\x20-\x7E]/g, '_').replaceAll('%', '_')
  const encoded = encodeURIComponent(clean.toWellFormed()).replace(
    /['()]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  )
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** Answers with the bytes, a single range of them, 304, or 416. The right to read has been checked. */
export async function sendBlob(
  request: FastifyRequest,
  reply: FastifyReply,
  files: BlobFiles,
  blob: { readonly sha256: string; readonly size: number; readonly reference: BlobReference },
): Promise<FastifyReply> {
  const { sha256, size, reference } = blob
  reply.headers(blobHeaders(sha256, reference))
  if (request.headers['if-none-match'] === `"${sha256}"`) return reply.code(304).send()
  const wanted = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.range ?? '')
  if (!wanted || wanted[0] === 'bytes=-') return reply.header('content-length', size).send(files.read(sha256))
  const range = rangeOf(wanted[1] ?? '', wanted[2] ?? '', size)
  if (!range) return reply.code(416).header('content-range', `bytes */${size}`).send()
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${size}`)
    .header('content-length', range.end - range.start + 1)
    .send(files.read(sha256, range))
}

function rangeOf(first: string, last: string, size: number): { start: number; end: number } | undefined {
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start <= end && start < size ? { start, end } : undefined
}
