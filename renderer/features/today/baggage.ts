import type { Attachment } from '#shared/messages/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'

/** A file by its content; `size` in bytes. */
export type NeededFile = Pick<Attachment, 'sha256' | 'name' | 'size'>

/** What belongs to a ticket and is worth having without a network. */
export interface Baggage {
  readonly ticketId: Id
  readonly files: readonly NeededFile[]
  /** Articles linked to it, and how many of them are on this device. */
  readonly articles: number
  readonly articlesHere: number
}

/** How much of some baggage is on the device; sizes in bytes. A file counts once, however many name it. */
export interface Carried {
  readonly files: number
  readonly filesHere: number
  readonly bytes: number
  readonly bytesHere: number
  readonly articles: number
  readonly articlesHere: number
}

/** Every file of some baggage, each once, the smallest first: most of them arrive early on a slow line. */
export function filesIn(baggage: readonly Baggage[]): readonly NeededFile[] {
  const byHash = new Map(baggage.flatMap(({ files }) => files).map((file) => [file.sha256, file]))
  return [...byHash.values()].toSorted((a, b) => a.size - b.size || (a.sha256 < b.sha256 ? -1 : 1))
}

/** Adds up what is here of what is needed; `held` are the files on the device. */
export function carriedOf(baggage: readonly Baggage[], held: ReadonlySet<string>): Carried {
  const files = filesIn(baggage)
  const here = files.filter(({ sha256 }) => held.has(sha256))
  const bytesOf = (list: readonly NeededFile[]) => list.reduce((sum, { size }) => sum + size, 0)
  const sum = (count: (each: Baggage) => number) => baggage.reduce((total, each) => total + count(each), 0)
  return {
    files: files.length,
    filesHere: here.length,
    bytes: bytesOf(files),
    bytesHere: bytesOf(here),
    articles: sum(({ articles }) => articles),
    articlesHere: sum(({ articlesHere }) => articlesHere),
  }
}

/** True when nothing more is to be fetched. */
export function isAllHere({ files, filesHere, articles, articlesHere }: Carried): boolean {
  return files === filesHere && articles === articlesHere
}
