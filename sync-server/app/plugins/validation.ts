import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/** The most problems one answer lists. */
const MOST_PROBLEMS = 5

/** A request that does not fit its schema: where and why, without the values. */
export class InvalidRequest extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super('The request does not fit its schema.')
    this.name = 'InvalidRequest'
    this.problems = problems
  }
}

/**
 * Checks every request against its TypeBox schema. Bodies are taken as they are; parameters, queries and headers are
 * text, so numbers in them are converted first.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema)
  const isText = httpPart !== 'body'
  return (input: unknown) => {
    const value = isText ? validator.Convert(input) : input
    if (validator.Check(value)) return { value }
    const problems = validator
      .Errors(value)
      .slice(0, MOST_PROBLEMS)
      .map(({ instancePath, message }) => `${httpPart ?? 'request'}${instancePath}: ${message}`)
    return { error: new InvalidRequest(problems) }
  }
}
