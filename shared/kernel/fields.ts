import Type, { type TSchema } from 'typebox'

/**
 * How a field of a replicated document merges:
 * - fixed: given at creation, never changed after
 * - value: conflicts when two people set different values
 * - set: array of strings, merged by add and remove
 * - text: long plain text, merged by diff3
 * - latest / earliest: instants, the later (earlier) one stands; never conflicts
 * - map: values by key; a patch names one key as `field.key`, and each key merges like a value of its own
 * - derived: written by the server alone
 */
export type FieldKind = 'fixed' | 'value' | 'set' | 'text' | 'latest' | 'earliest' | 'map' | 'derived'

/** A key of at most 48 characters: with its field's name it still is the name of a field. */
const MapKey = Type.String({ pattern: '^[A-Za-z0-9_:-]{1,48}$' })

/** Values by key. A key holds one text, number or yes/no; absent where there is none. */
export const ValueMap = Type.Record(
  MapKey,
  Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean()]),
  { additionalProperties: false },
)
export type ValueMap = Readonly<Record<string, string | number | boolean>>

/** How a field named in a patch merges: a key of a map (`custom.size`) like a value. Undefined for an unknown field. */
export function kindOf(fields: Readonly<Record<string, FieldKind>>, field: string): FieldKind | undefined {
  const { root, key } = fieldParts(field)
  const kind = Object.hasOwn(fields, root) ? fields[root] : undefined
  if (key === undefined) return kind === 'map' ? undefined : kind
  return kind === 'map' && key !== '' ? 'value' : undefined
}

/** `custom.size` is the key `size` of the field `custom`; a plain field has no key. */
export function fieldParts(field: string): { readonly root: string; readonly key?: string } {
  const dot = field.indexOf('.')
  return dot < 0 ? { root: field } : { root: field.slice(0, dot), key: field.slice(dot + 1) }
}

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
