import Type from 'typebox'

/** Document, mutation and device ids: UUIDv7 for what is created at run time, readable ids for seeds. */
export const Id = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_.:-]+$' })
export type Id = string

/** An id, or '' where there is none: indexed fields must never be null or missing. */
export const IdOrNone = Type.String({ maxLength: 64, pattern: '^[A-Za-z0-9_.:-]*$' })

/** A source of new ids; a simulation passes a seeded one. */
export type NewId = () => Id

const LABEL_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LABEL_LENGTH = 4

/** The provisional label of a ticket that has no number yet, e.g. `NEW-7F3K`, from `random` in [0, 1). */
export function provisionalLabel(random: () => number): string {
  const letter = () => LABEL_LETTERS[Math.floor(random() * LABEL_LETTERS.length)] ?? '2'
  return `NEW-${Array.from({ length: LABEL_LENGTH }, letter).join('')}`
}
