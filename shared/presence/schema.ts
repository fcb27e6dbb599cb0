import Type, { type Static } from 'typebox'
import { Id } from '../kernel/ids.ts'
import { oneOf } from '../kernel/fields.ts'

/** What somebody does on a ticket while they have it open. */
export const DOINGS = ['viewing', 'answering'] as const
export type Doing = (typeof DOINGS)[number]

/** Somebody who has a ticket open. */
export const Present = Type.Object({ personId: Id, doing: oneOf(DOINGS) }, { additionalProperties: false })
export type Present = Static<typeof Present>

/** Everybody else who has the ticket open: the data of an event `present`. */
export const PresentOthers = Type.Object(
  { others: Type.Array(Present, { maxItems: 100 }) },
  { additionalProperties: false },
)
export type PresentOthers = Static<typeof PresentOthers>
