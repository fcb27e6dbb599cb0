import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { isOpenStatus } from '#shared/tickets/process.ts'
import type { TicketStatus } from '#shared/tickets/schema.ts'

/** Greater than every instant in milliseconds until the year 2286; its complement sorts the newest first. */
export const NEWEST_FIRST = 9_999_999_999_999

/** What a collection carries on the device beyond its schema: JSON schemas of the fields, and indexes with them. */
export interface LocalFields {
  readonly properties: Readonly<Record<string, object>>
  readonly indexes: readonly (readonly string[])[]
  derive(doc: Doc): Readonly<Record<string, unknown>>
}

const NONE: LocalFields = { properties: {}, indexes: [], derive: () => ({}) }

const TICKETS: LocalFields = {
  properties: {
    updatedDesc: { type: 'integer', minimum: 0, maximum: NEWEST_FIRST, multipleOf: 1 },
    openState: { type: 'string', enum: ['open', 'closed'], maxLength: 6 },
  },
  indexes: [
    ['updatedDesc'],
    ['openState', 'updatedDesc'],
    ['assigneeId', 'openState', 'updatedDesc'],
    ['requesterId', 'updatedDesc'],
    ['teamId', 'openState', 'updatedDesc'],
  ],
  derive: (ticket) => ({
    updatedDesc: newestFirst(String(ticket['updatedAt'])),
    openState: isOpenStatus(ticket['status'] as TicketStatus) ? 'open' : 'closed',
  }),
}

/** The device's own fields of a collection. */
export function localFieldsOf(name: CollectionName): LocalFields {
  return name === 'tickets' ? TICKETS : NONE
}

/** The document with the device's fields computed anew. */
export function withLocalFields(name: CollectionName, doc: Doc): Doc {
  return { ...doc, ...localFieldsOf(name).derive(doc) }
}

/** The document as the server knows it, without the device's fields. */
export function withoutLocalFields(name: CollectionName, doc: Doc): Doc {
  const locals = localFieldsOf(name).properties
  return Object.fromEntries(Object.entries(doc).filter(([field]) => !(field in locals))) as Doc
}

/** A number that falls as the instant rises; '' counts as the oldest. */
function newestFirst(at: string): number {
  const time = Date.parse(at)
  return Number.isNaN(time) ? NEWEST_FIRST : Math.min(NEWEST_FIRST, Math.max(0, NEWEST_FIRST - time))
}
