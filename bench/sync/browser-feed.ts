import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Doc } from '#shared/kernel/fields.ts'
import { PULL_LIMIT, PULL_PAGE, type Change, type PullResponse } from '#shared/protocol/wire.ts'
import { benchTicket } from './browser-tickets.ts'

/** Everything a pull serves from the beginning, prepared byte for byte as a server would send it. */
export interface Feed {
  /** The documents in the order of their positions. */
  readonly docs: readonly Doc[]
  /** The page after a cursor, gzipped; undefined when no page begins there. */
  page(cursor: string, limit: number): Buffer | undefined
  /** Makes every page beforehand, for both sizes a replica asks for. */
  prepare(): void
  /** The answer to a comparison. */
  readonly digest: string
}

/** A feed of so many tickets of one organisation, in the order in which they were changed last. */
export function createFeed(count: number): Feed {
  const docs = Array.from({ length: count }, (_, at) => benchTicket(at, 'org-bench')).sort((a, b) =>
    String(a['updatedAt']) < String(b['updatedAt']) ? -1 : 1,
  )
  const pages = new Map<string, Buffer>()
  const page: Feed['page'] = (cursor, limit) => {
    const from = cursor === '' ? 0 : Number(cursor)
    const size = Math.min(PULL_LIMIT, limit)
    if (!(from >= 0 && from <= count)) return undefined
    const key = `${from}+${size}`
    const made = pages.get(key) ?? gzipSync(JSON.stringify(pageOf(docs, from, size)))
    pages.set(key, made)
    return made
  }
  return {
    docs,
    digest: digestOf(docs),
    page,
    prepare() {
      for (const size of [PULL_PAGE, PULL_LIMIT]) {
        for (let from = 0; from <= count; from += size) page(String(from), size)
      }
    },
  }
}

function pageOf(docs: readonly Doc[], from: number, size: number): PullResponse {
  const to = Math.min(docs.length, from + size)
  const changes = docs
    .slice(from, to)
    .map((doc, at): Change => ({ pos: from + at + 1, collection: 'tickets', doc: { ...doc } }))
  return {
    changes,
    cursor: String(to),
    more: to < docs.length,
    reset: false,
    now: new Date().toISOString(),
  }
}

function digestOf(docs: readonly Doc[]): string {
  const lines = docs.map(({ id, rev }) => `${id} ${rev}\n`).sort()
  const hash = createHash('sha256').update(lines.join('')).digest('hex')
  return JSON.stringify({
    current: true,
    collections: [{ collection: 'tickets', count: docs.length, hash }],
    now: new Date().toISOString(),
  })
}
