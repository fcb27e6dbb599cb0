import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Id } from '../kernel/ids.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'

/** Tags in one block. Blocks are numbered through, so it never changes. */
export const TAGS_IN_BLOCK = 20
/** A device asks for another block when fewer of its tags than this are left: a quarter of one. */
const FEW_LEFT = TAGS_IN_BLOCK / 4

/** How an organisation's tags look: `{ prefix: 'BRV-', width: 5 }` makes `BRV-00042`. */
export const TagFormat = Type.Object(
  {
    prefix: Type.String({ maxLength: 12, pattern: '^[A-Za-z0-9_./-]*$' }),
    width: Type.Integer({ minimum: 1, maximum: 10 }),
  },
  { additionalProperties: false },
)
export type TagFormat = Static<typeof TagFormat>

/** What tags look like where the organisation's setting says nothing in its `data.assetTags`. */
export const DEFAULT_TAG_FORMAT: TagFormat = { prefix: 'A', width: 5 }

/** Tags that belong to one device, whatever becomes of it: `first` is the number of the first of them. */
export const TagBlock = Type.Object(
  {
    orgId: Id,
    prefix: TagFormat.properties.prefix,
    width: TagFormat.properties.width,
    first: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
    count: Type.Integer({ minimum: 1, maximum: TAGS_IN_BLOCK }),
  },
  { additionalProperties: false },
)
export type TagBlock = Static<typeof TagBlock>

/** A device asks for a block. The same `leaseId` gets the same block, however often it asks. */
export const TagLeaseRequest = Type.Object(
  {
    leaseId: Id,
    orgId: Id,
    /** The highest number the device was ever given: a server that was restored gives no lower one. 0 for none. */
    through: Type.Integer({ minimum: 0, maximum: 2_000_000_000 }),
  },
  { additionalProperties: false },
)
export type TagLeaseRequest = Static<typeof TagLeaseRequest>

/** The format in an organisation's settings, else the default one. */
export function tagFormatOf(data: Readonly<Record<string, unknown>>): TagFormat {
  const format = data['assetTags']
  return Value.Check(TagFormat, format) ? format : DEFAULT_TAG_FORMAT
}

/** A number as a tag. A number that is longer than the format's width keeps all its digits. */
export function tagOf({ prefix, width }: TagFormat, number: number): string {
  return prefix + String(number).padStart(width, '0')
}

/** The numbers of the n-th block, from 1. */
export function numbersOfBlock(n: number): Pick<TagBlock, 'first' | 'count'> {
  return { first: (n - 1) * TAGS_IN_BLOCK + 1, count: TAGS_IN_BLOCK }
}

/** The block in which a number lies; 0 for 0. */
export function blockOfNumber(number: number): number {
  return Math.ceil(number / TAGS_IN_BLOCK)
}

/** Every tag of a block, in order. */
export function tagsOf(block: TagBlock): string[] {
  return Array.from({ length: block.count }, (_, at) => tagOf(block, block.first + at))
}

/** Takes the next tag of an organisation out of these blocks. Refuses `no-tags-left`. */
export function takeTag(
  blocks: readonly TagBlock[],
  orgId: Id,
): Result<{ readonly tag: string; readonly rest: readonly TagBlock[] }> {
  const at = blocks.findIndex((each) => each.orgId === orgId)
  const block = blocks[at]
  if (!block) return refuse('no-tags-left', 'tag')
  const left = block.count > 1 ? [{ ...block, first: block.first + 1, count: block.count - 1 }] : []
  return accept({ tag: tagOf(block, block.first), rest: blocks.toSpliced(at, 1, ...left) })
}

/** True when it is time to ask for another block. */
export function needsTags(blocks: readonly TagBlock[], orgId: Id): boolean {
  const left = blocks.filter((block) => block.orgId === orgId).reduce((sum, { count }) => sum + count, 0)
  return left < FEW_LEFT
}
