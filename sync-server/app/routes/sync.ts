import { specOf } from '#shared/collections.ts'
import { isStaff } from '#shared/kernel/actor.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import {
  DigestQuery,
  DigestResponse,
  DocumentsRequest,
  DocumentsResponse,
  OlderResponse,
  RevisionsQuery,
  RevisionsResponse,
} from '#shared/protocol/digest.ts'
import {
  PULL_PAGE,
  PullQuery,
  PullResponse,
  PushRequest,
  PushResponse,
  type Mutation,
} from '#shared/protocol/wire.ts'
import type { App, ServerParts } from '../app.ts'
import { authenticate } from '../auth/sessions.ts'
import { bearerToken } from '../auth/tokens.ts'
import { HttpError } from '../http-error.ts'
import { actorOf, staffOnly } from '../plugins/authentication.ts'
import { bearerOnly, errors } from './route-schemas.ts'

/** Bytes of one push. */
const PUSH_BYTES = 2_097_152

/** Push and pull of the replicas. */
export function addSyncRoutes(app: App, { accounts, sync, clock, metrics, live }: ServerParts): void {
  const onRequest = staffOnly(accounts)
  app.post(
    '/sync/push',
    {
      onRequest,
      bodyLimit: PUSH_BYTES,
      schema: {
        tags: ['sync'],
        ...bearerOnly,
        body: PushRequest,
        response: { 200: PushResponse, ...errors },
      },
    },
    async (request) => {
      const { mutations, cursor } = request.body
      refuseNewerSchemas(mutations)
      if (cursor !== undefined && !(await sync.isOfThisHistory(cursor))) {
        throw new HttpError(
          409,
          'history-changed',
          'The server was restored: pull, and offer again what it lost.',
        )
      }
      const answers = await sync.push(actorOf(request), mutations)
      for (const { status } of answers) metrics.countMutation(status)
      await live.askAgain(peopleIn(mutations))
      return { answers: [...answers], now: clock() }
    },
  )
  app.get(
    '/sync/pull',
    {
      onRequest,
      schema: {
        tags: ['sync'],
        ...bearerOnly,
        querystring: PullQuery,
        response: { 200: PullResponse, ...errors },
      },
    },
    async (request, reply) => {
      const { cursor, limit, months } = request.query
      const page = await sync.pull(actorOf(request), cursor, limit ?? PULL_PAGE, months)
      if (!page.ok) {
        throw new HttpError(400, page.refusal.code, 'The cursor is not one of this server: pull without one.')
      }
      reply.header('cache-control', 'no-store')
      return page.value
    },
  )
}

/** Whom these mutations concern: a role that is taken, or an account switched off, ends what is open. */
export function peopleIn(mutations: readonly Mutation[]): ReadonlySet<string> {
  return new Set(mutations.flatMap(({ collection, docId }) => (collection === 'people' ? [docId] : [])))
}

/** What a replica compares itself with, and what it fetches when it differs. */
export function addDigestRoutes(app: App, { accounts, sync, clock }: ServerParts): void {
  const common = { tags: ['sync'], ...bearerOnly }
  const onRequest = staffOnly(accounts)
  app.get(
    '/sync/digest',
    {
      onRequest,
      schema: { ...common, querystring: DigestQuery, response: { 200: DigestResponse, ...errors } },
    },
    async (request, reply) => {
      const digest = await sync.digest(actorOf(request), request.query.cursor)
      if (!digest.ok) throw new HttpError(400, digest.refusal.code, 'The cursor is not one of this server.')
      reply.header('cache-control', 'no-store')
      return { ...digest.value, now: clock() }
    },
  )
  app.get(
    '/sync/revisions',
    {
      onRequest,
      schema: { ...common, querystring: RevisionsQuery, response: { 200: RevisionsResponse, ...errors } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { collection, cursor, after } = request.query
      return sync.revisions(actorOf(request), { collection, cursor }, after)
    },
  )
  app.post(
    '/sync/documents',
    {
      onRequest,
      schema: { ...common, body: DocumentsRequest, response: { 200: DocumentsResponse, ...errors } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { collection, cursor, ids } = request.body
      const docs = await sync.documents(actorOf(request), { collection, cursor }, ids)
      return { docs: docs.map((doc) => ({ ...doc })) }
    },
  )
  app.get(
    '/sync/older',
    {
      onRequest,
      schema: { ...common, querystring: DigestQuery, response: { 200: OlderResponse, ...errors } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const wish = { collection: 'tickets', cursor: request.query.cursor }
      return { tickets: await sync.countOlder(actorOf(request), wish) }
    },
  )
}

/** The device would lose what this server does not know: it keeps its outbox until the server is updated. */
function refuseNewerSchemas(mutations: readonly Mutation[]): void {
  const newer = mutations.find(
    ({ collection, schema }) => isCollectionName(collection) && schema > specOf(collection).version,
  )
  if (newer) {
    throw new HttpError(409, 'schema-too-new', 'The console is newer than the server: update the server.', {
      details: [`collection: ${newer.collection}`],
    })
  }
}

/** The live connection: server-sent events that only ever name the newest position. */
export function addLiveRoute(app: App, { accounts, live, store }: ServerParts): void {
  app.get(
    '/sync/live',
    {
      onRequest: staffOnly(accounts),
      schema: {
        tags: ['sync'],
        ...bearerOnly,
        description:
          'A text/event-stream of `poke` events, `{"head": n}` each, with a comment every 25 seconds.',
        response: errors,
      },
    },
    async (request, reply) => {
      const { personId, deviceId } = actorOf(request)
      const token = bearerToken(request.headers.authorization) ?? ''
      const head = await store.head()
      reply.hijack()
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      const isAllowed = async (): Promise<boolean> => {
        const result = await authenticate(accounts, token)
        return result.ok && isStaff(result.value.actor)
      }
      live.add({ response: reply.raw, personId, deviceId, isAllowed }, head)
    },
  )
}
