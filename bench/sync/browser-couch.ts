import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Doc } from '#shared/kernel/fields.ts'

/** The source of a replication: what a CouchDB answers to a client that pulls, from memory. */
export type CouchSource = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>

interface Row {
  readonly change: string
  readonly bulk: string
}

/** Serves documents under `/couch` by the CouchDB replication protocol; every answer is prepared beforehand. */
export function couchSource(docs: readonly Doc[]): CouchSource {
  const rows = docs.map(rowOf)
  const byId = new Map(docs.map((doc, at) => [doc.id, rows[at]?.bulk ?? '']))
  const locals = new Map<string, Record<string, unknown>>()
  return async (request, response, url) => {
    const path = url.pathname.replace(/^\/couch\/?/, '')
    const send = (status: number, body: string) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    }
    if (path === '') {
      send(200, JSON.stringify({ db_name: 'couch', update_seq: docs.length, doc_count: docs.length }))
    } else if (path === '_changes') {
      send(200, changes(rows, url.searchParams))
    } else if (path === '_bulk_get') {
      const asked = JSON.parse(await bodyOf(request)) as { readonly docs: readonly { readonly id: string }[] }
      send(200, `{"results":[${asked.docs.map(({ id }) => byId.get(id) ?? '').join(',')}]}`)
    } else if (path.startsWith('_local/')) {
      await answerLocal(locals, path, request, send)
    } else {
      console.error(`The bench's CouchDB does not know ${request.method} ${url.pathname}`)
      send(404, '{"error":"not_found"}')
    }
  }
}

/** A checkpoint: read, or written with the revision it gets. */
async function answerLocal(
  locals: Map<string, Record<string, unknown>>,
  path: string,
  request: IncomingMessage,
  send: (status: number, body: string) => void,
): Promise<void> {
  if (request.method === 'PUT') {
    const doc = JSON.parse(await bodyOf(request)) as Record<string, unknown>
    const rev = `0-${Number(String(doc['_rev'] ?? '0-0').slice(2)) + 1}`
    locals.set(path, { ...doc, _rev: rev })
    send(201, JSON.stringify({ ok: true, id: doc['_id'], rev }))
    return
  }
  const found = locals.get(path)
  send(found ? 200 : 404, JSON.stringify(found ?? { error: 'not_found', reason: 'missing' }))
}

function rowOf(doc: Doc, at: number): Row {
  const { rev, ...fields } = doc
  const hash = createHash('md5').update(`${doc.id}/${rev}`).digest('hex')
  const revision = `1-${hash}`
  const body = { _id: doc.id, _rev: revision, ...fields, rev, _revisions: { start: 1, ids: [hash] } }
  return {
    change: JSON.stringify({ seq: at + 1, id: doc.id, changes: [{ rev: revision }] }),
    bulk: JSON.stringify({ id: doc.id, docs: [{ ok: body }] }),
  }
}

function changes(rows: readonly Row[], query: URLSearchParams): string {
  const since = Number(query.get('since') ?? 0)
  const to = Math.min(rows.length, since + Number(query.get('limit') ?? 25))
  const results = rows.slice(since, to).map(({ change }) => change)
  return `{"results":[${results.join(',')}],"last_seq":${to},"pending":${rows.length - to}}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
