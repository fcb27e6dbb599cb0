import { createHash } from 'node:crypto'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { CollectionWord } from '#shared/protocol/digest.ts'
import type { Reach } from '#shared/policy/scope.ts'

const Month = Type.String({ pattern: '^(\\d{4}-\\d{2})?$' })

/** A reach in short: a mark of each bucket, one after another, and the month back to which closed tickets are held. */
const Held = { marks: Type.String(), since: Month }

/**
 * What a cursor says: up to which position of which history a device has everything of what it holds, and with which
 * schemas. `fill`: it is on its way to another reach, and has what it gains up to a document of a collection.
 */
export const Cursor = Type.Object(
  {
    v: Type.Literal(2),
    epoch: Type.String(),
    pos: Type.Integer({ minimum: 0 }),
    schema: Type.String(),
    /** How many months of closed tickets were asked for. */
    months: Type.Integer({ minimum: 0 }),
    held: Type.Object(Held, { additionalProperties: false }),
    fill: Type.Optional(
      Type.Object(
        { ...Held, collection: CollectionWord, after: Type.String() },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type Cursor = Static<typeof Cursor>
export type HeldReach = Cursor['held']

/** The opaque form a replica keeps: the history, a dot, and what only the server reads. */
export function encodeCursor({ epoch, ...rest }: Cursor): string {
  return `${encodeURIComponent(epoch)}.${Buffer.from(JSON.stringify(rest)).toString('base64url')}`
}

/** Reads a cursor; undefined when it is none of ours. */
export function decodeCursor(text: string): Cursor | undefined {
  try {
    const [history = '', rest = ''] = text.split('.')
    const known = JSON.parse(Buffer.from(rest, 'base64url').toString('utf8')) as object
    const value: unknown = { epoch: decodeURIComponent(history), ...known }
    return Value.Check(Cursor, value) ? value : undefined
  } catch {
    return undefined
  }
}

/** True unless a cursor, or what stands before its dot, is of another history; what has no dot is of none. */
export function isOfEpoch(cursor: string, epoch: string): boolean {
  return !cursor.includes('.') || cursor.startsWith(`${encodeURIComponent(epoch)}.`)
}

/** A short name for a list of words: another list has another one. */
export function fingerprint(words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 22)
}

/** Characters of one mark: two buckets of one person hardly ever share one, and comparing repairs what is missing. */
const MARK = 8
/** A longer list has one mark as a whole, so that a cursor fits into an address. */
const MOST_MARKS = 200

/** A reach as a cursor keeps it. */
export function heldReach({ buckets, since }: Reach): HeldReach {
  const marks = buckets.length > MOST_MARKS ? [markOf(buckets.join('\n'))] : buckets.map(markOf)
  return { marks: marks.join(''), since }
}

/** Those of the buckets that a device of this reach holds. */
export function heldBuckets({ marks }: HeldReach, buckets: readonly string[]): readonly string[] {
  if (buckets.length > MOST_MARKS) return marks === heldReach({ buckets, since: '' }).marks ? buckets : []
  const held = new Set(marksIn(marks))
  return buckets.filter((bucket) => held.has(markOf(bucket)))
}

/** The part of `one` that lies in `other` as well. */
export function commonReach(one: HeldReach, other: HeldReach): HeldReach {
  const others = new Set(marksIn(other.marks))
  const marks = marksIn(one.marks).filter((mark) => others.has(mark))
  return { marks: marks.join(''), since: one.since > other.since ? one.since : other.since }
}

/** True when everything of `inner` lies in `outer`. */
export function isWithin(inner: HeldReach, outer: HeldReach): boolean {
  return isSameReach(commonReach(inner, outer), inner)
}

/** True when both say the same. */
export function isSameReach(one: HeldReach, other: HeldReach): boolean {
  return one.since === other.since && sorted(one) === sorted(other)
}

function sorted({ marks }: HeldReach): string {
  return marksIn(marks).sort().join('')
}

function marksIn(marks: string): string[] {
  return marks.match(new RegExp(`.{${MARK}}`, 'g')) ?? []
}

function markOf(words: string): string {
  return createHash('sha256').update(words).digest('base64url').slice(0, MARK)
}
