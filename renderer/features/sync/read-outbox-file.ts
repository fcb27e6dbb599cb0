import { Value } from 'typebox/value'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { IMPORT_LIMIT, OutboxFile, type OutboxImport } from '#shared/protocol/outbox-file.ts'

/** Characters of one part: well below what the server takes at once. */
const PART_CHARACTERS = 1_000_000

/** A file of waiting changes from its text. Refuses `not-an-outbox`. */
export function readOutboxFile(text: string): Result<OutboxFile> {
  try {
    const file: unknown = JSON.parse(text)
    return Value.Check(OutboxFile, file) ? accept(file) : refuse('not-an-outbox')
  } catch {
    return refuse('not-an-outbox')
  }
}

/** The file in parts that the server takes, in order. */
export function partsOf(file: OutboxFile): readonly OutboxImport[] {
  const parts: unknown[][] = []
  let characters = 0
  for (const mutation of file.mutations) {
    const size = JSON.stringify(mutation).length
    const last = parts.at(-1)
    if (!last || last.length >= IMPORT_LIMIT || characters + size > PART_CHARACTERS) {
      parts.push([mutation])
      characters = size
    } else {
      last.push(mutation)
      characters += size
    }
  }
  return parts.map((mutations) => ({ ...file, mutations }))
}
