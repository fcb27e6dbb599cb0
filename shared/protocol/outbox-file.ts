import Type, { type Static } from 'typebox'
import { Id, IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { MutationAnswer } from './wire.ts'

/** Most mutations in one request of an import; the console sends a longer file in parts. */
export const IMPORT_LIMIT = 200

const about = {
  format: Type.Literal('satchel-outbox'),
  version: Type.Literal(1),
  /** Whose acts they are, and the device on which they wait; '' where it was never registered. */
  personId: Id,
  deviceId: IdOrNone,
  exportedAt: Instant,
  /** Where the device's pull stood: an act of another history of the server is offered `again`. */
  cursor: Type.String({ maxLength: 2000 }),
}

/** The file a person saves their waiting changes to. Each mutation is read on its own: one bad line spoils no other. */
export const OutboxFile = Type.Object(
  { ...about, mutations: Type.Array(Type.Unknown(), { maxItems: 100_000 }) },
  { additionalProperties: false },
)
export type OutboxFile = Static<typeof OutboxFile>

/** A part of such a file, as an administrator's console sends it. */
export const OutboxImport = Type.Object(
  { ...about, mutations: Type.Array(Type.Unknown(), { minItems: 1, maxItems: IMPORT_LIMIT }) },
  { additionalProperties: false },
)
export type OutboxImport = Static<typeof OutboxImport>

/** What became of each mutation of a part, in its order. Without an answer it could not be read: `refusal` says why. */
export const ImportResult = Type.Object(
  {
    answer: Type.Optional(Type.Omit(MutationAnswer, ['doc', 'gone'])),
    refusal: Type.Optional(Type.Object({ code: Type.String() }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)
export type ImportResult = Static<typeof ImportResult>

export const OutboxImportAnswer = Type.Object(
  { author: Type.String(), results: Type.Array(ImportResult) },
  { additionalProperties: false },
)
export type OutboxImportAnswer = Static<typeof OutboxImportAnswer>
