import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Static, TSchema } from 'typebox'
import type { Clock } from '#shared/kernel/time.ts'
import type { NewId } from '#shared/kernel/ids.ts'
import type { Presence } from '../presence/presence.ts'
import type { Store } from '../store/store.ts'
import type { SyncService } from '../sync/service.ts'
import type { Accounts } from './auth/accounts.ts'
import type { BlobFiles } from './blobs/blob-files.ts'
import type { UploadFiles } from './blobs/upload-files.ts'
import type { Config } from './config.ts'
import type { LiveHub } from './live-hub.ts'
import type { Metrics } from './metrics.ts'

/** Gives handlers the types of their TypeBox schemas. */
export interface TypeBoxProvider extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown
  serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown
}

/** The HTTP server with TypeBox schemas at every edge. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxProvider
>

/** Everything the routes work with, made once in compose.ts. */
export interface ServerParts {
  readonly config: Config
  readonly secretKey: string
  readonly version: string
  readonly store: Store
  readonly sync: SyncService
  readonly accounts: Accounts
  readonly blobFiles: BlobFiles
  readonly uploads: UploadFiles
  readonly live: LiveHub
  readonly presence: Presence
  readonly metrics: Metrics
  readonly clock: Clock
  readonly newId: NewId
}
