import { Compile } from 'typebox/compile'
import type { ObjectSchema } from '#shared/kernel/fields.ts'
import { openSchema, type Fits } from '#shared/policy/check-write.ts'

/** Holds documents against their schemas with compiled code, which a browser's content security policy forbids. */
export function compiledFits(): Fits {
  const validators = new Map<ObjectSchema, ReturnType<typeof Compile>>()
  return (schema, doc) => {
    const known = validators.get(schema) ?? Compile(openSchema(schema))
    validators.set(schema, known)
    return known.Check(doc)
  }
}
