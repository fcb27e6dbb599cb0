import { createHash } from 'node:crypto'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'

/** What a cursor says: up to which position of which history, in which scope and with which schemas. */
export const Cursor = Type.Object(
  {
    v: Type.Literal(1),
    epoch: Type.String(),
    pos: Type.Integer({ minimum: 0 }),
    scope: Type.String(),
    schema: Type.String(),
  },
  { additionalProperties: false },
)
export type Cursor = Static<typeof Cursor>

/** The opaque form a replica keeps. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Reads a cursor; undefined when it is none of ours. */
export function decodeCursor(text: string): Cursor | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Value.Check(Cursor, value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A short name for a list of words: another list has another one. */
export function fingerprint(words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 22)
}
