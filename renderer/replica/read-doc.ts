import type { TSchema } from 'typebox'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { CollectionSpec } from '#shared/kernel/collection.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { specOf } from '#shared/collections.ts'
import { fits } from './fits.ts'

/** A document of the server, or the field that makes it unreadable for this version. */
export type ReadDoc = { readonly doc: Doc } | { readonly unreadable: string }

/**
 * Reads a document from the wire. Fields of a newer server are kept, fields of an older one get their default; what
 * then still does not fit the schema is unreadable.
 */
export function readDoc(name: CollectionName, raw: Readonly<Record<string, unknown>>): ReadDoc {
  const spec = specOf(name)
  const doc = { deletedAt: '', ...spec.defaults, ...raw } as unknown as Doc
  if (!isPlainId(doc.id) || !Number.isInteger(doc.rev)) return { unreadable: 'id' }
  const field = misfit(spec, doc)
  return field === undefined ? { doc } : { unreadable: field }
}

const fieldsOf = new Map<CollectionSpec<Doc>, readonly (readonly [string, TSchema])[]>()

/** The first known field whose value is not what the schema says. */
function misfit(spec: CollectionSpec<Doc>, doc: Doc): string | undefined {
  const fields = fieldsOf.get(spec) ?? Object.entries(spec.schema.properties)
  fieldsOf.set(spec, fields)
  return fields.find(([field, schema]) => !fits(schema, doc[field]))?.[0]
}

function isPlainId(id: unknown): boolean {
  return typeof id === 'string' && id !== '' && id.length <= 64
}
