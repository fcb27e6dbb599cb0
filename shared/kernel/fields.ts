import Type, { type TSchema } from 'typebox'

/**
 * How a field of a replicated document merges:
 * - fixed: given at creation, never changed after
 * - value: conflicts when two people set different values
 * - set: array of strings, merged by add and remove
 * - text: long plain text, merged by diff3
 * - latest / earliest: instants, the later (earlier) one stands; never conflicts
 * - derived: written by the server alone
 */
export type FieldKind = 'fixed' | 'value' | 'set' | 'text' | 'latest' | 'earliest' | 'derived'

/** A closed set of strings as a schema that RxDB can index. */
export function oneOf<const T extends readonly string[]>(values: T) {
  const maxLength = Math.max(...values.map((value) => value.length))
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...values], maxLength })
}

/** One line of text. */
export const Line = (maxLength = 300) => Type.String({ maxLength })

/** Long plain text, merged by diff3. */
export const LongText = Type.String({ maxLength: 200_000 })

/** A set of ids or words, kept sorted and without doubles. */
export const WordSet = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 500 })

/** The fields every replicated document has. `rev` is the server's revision, 0 before the first acceptance. */
export const envelope = {
  id: Type.String({ minLength: 1, maxLength: 64 }),
  rev: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  deletedAt: Type.String({ maxLength: 24 }),
}

/** A replicated document whose collection is not known to the caller. */
export interface Doc {
  readonly id: string
  readonly rev: number
  readonly deletedAt: string
  readonly [field: string]: unknown
}

export type ObjectSchema = TSchema & { properties: Record<string, TSchema> }
