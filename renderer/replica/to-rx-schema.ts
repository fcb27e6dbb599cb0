import type { RxJsonSchema } from 'rxdb/plugins/core'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { CollectionSpec } from '#shared/kernel/collection.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { localFieldsOf } from './local-fields.ts'

type JsonSchema = Record<string, unknown>

/** RxDB's documents have a property of this name themselves: it is stored and found, but stays out of the schema. */
const RESERVED = ['collection']

/**
 * The RxDB schema of a collection: its TypeBox schema as plain JSON, open to fields of newer servers, with the
 * device's own fields and the indexes. Throws when an indexed field is optional: RxDB would hide such documents.
 */
export function toRxSchema(name: CollectionName, spec: CollectionSpec<Doc>): RxJsonSchema<Doc> {
  const local = localFieldsOf(name)
  const plain = asPlainJson(spec.schema) as { properties: Record<string, JsonSchema>; required: string[] }
  const properties: Record<string, object> = { ...plain.properties, ...local.properties }
  for (const field of RESERVED) delete properties[field]
  const required = [...plain.required, ...Object.keys(local.properties)].filter(
    (field) => field in properties,
  )
  const indexes = indexesOf(name, spec)
  for (const field of new Set(indexes.flat())) {
    if (!required.includes(field)) throw new Error(`${name}.${field} is indexed and optional.`)
    properties[field] = indexable(name, field, properties[field] ?? {})
  }
  return {
    version: 0,
    type: 'object',
    primaryKey: 'id',
    properties,
    required,
    indexes,
    additionalProperties: true,
  } as unknown as RxJsonSchema<Doc>
}

/** Every index of a collection on the device, shared ones first; none twice, and none with which another begins. */
export function indexesOf(name: CollectionName, spec: CollectionSpec<Doc>): string[][] {
  const all = [...spec.indexes.map((index) => [index].flat() as string[]), ...localFieldsOf(name).indexes]
  const distinct = [...new Map(all.map((index) => [index.join('+'), [...index]])).values()]
  return distinct.filter((index) => !distinct.some((other) => other !== index && beginsWith(other, index)))
}

function beginsWith(index: readonly string[], start: readonly string[]): boolean {
  return start.every((field, at) => index[at] === field)
}

/** TypeBox keeps its kinds beside the JSON; RxDB and its validators know plain JSON Schema alone. */
function asPlainJson(schema: object): JsonSchema {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => (key.startsWith('~') ? undefined : value)),
  ) as JsonSchema
}

function indexable(name: string, field: string, schema: { type?: string; maxLength?: number }): object {
  switch (schema.type) {
    case 'string':
      if (schema.maxLength === undefined) throw new Error(`${name}.${field} is indexed without maxLength.`)
      return schema
    case 'integer':
      return { multipleOf: 1, minimum: 0, maximum: Number.MAX_SAFE_INTEGER, ...schema }
    case 'boolean':
      return schema
    default:
      throw new Error(`${name}.${field} cannot be indexed.`)
  }
}
