import type { Id } from '#shared/kernel/ids.ts'
import type { Reach } from '#shared/policy/scope.ts'
import { layIn, liesIn } from './history.ts'
import type { SimServer } from './server.ts'

/** Words that are found in one document alone, so that any copy of them gives away where it came from. */
export interface WordWatch {
  next(): string
  /** Says whose word it is and in which document it lies. */
  belongs(word: string, collection: string, docId: Id, author: Id): void
  /** Words that a person might not read at any moment since a position, with the documents they come from. */
  leaksIn(text: string, personId: Id, scope: readonly string[], since: number): readonly string[]
  /** Words of other people on a disk that come from documents out of reach. */
  onDisk(text: string, personId: Id, reach: Reach): readonly string[]
}

interface Origin {
  readonly author: Id
  readonly docs: Set<string>
  /** Who could once read it: what somebody was rightly told is no secret to them. */
  readonly readers: Set<Id>
}

const WORD = /w\d+x/g

/** Watches the words of one simulation. */
export function watchWords(server: SimServer): WordWatch {
  const origins = new Map<string, Origin>()
  let count = 0

  function isHeld(origin: Origin, reach: Reach): boolean {
    return [...origin.docs].some((key) => {
      const [collection = '', id = ''] = key.split('/')
      return liesIn(server.history, reach, collection, id)
    })
  }

  function wasInScope(origin: Origin, scope: readonly string[], since: number): boolean {
    return [...origin.docs].some((key) => {
      const [collection = '', id = ''] = key.split('/')
      return layIn(server.history, since, scope, collection, id)
    })
  }

  return {
    next: () => `w${count++}x`,
    belongs(word, collection, docId, author) {
      const origin = origins.get(word) ?? { author, docs: new Set<string>(), readers: new Set<Id>() }
      origin.docs.add(`${collection}/${docId}`)
      origins.set(word, origin)
    },
    leaksIn(text, personId, scope, since) {
      const leaks: string[] = []
      for (const [word] of text.matchAll(WORD)) {
        const origin = origins.get(word)
        if (!origin) continue
        if (isHeld(origin, { buckets: scope, since: '' }) || wasInScope(origin, scope, since))
          origin.readers.add(personId)
        else if (origin.author !== personId && !origin.readers.has(personId))
          leaks.push(`${word} of ${[...origin.docs].join(', ')}`)
      }
      return leaks
    },
    onDisk(text, personId, reach) {
      const found = new Set([...text.matchAll(WORD)].map(([word]) => word))
      return [...found].flatMap((word) => {
        const origin = origins.get(word)
        const isFine = !origin || origin.author === personId || isHeld(origin, reach)
        return isFine ? [] : [`${word} of ${[...origin.docs].join(', ')}`]
      })
    },
  }
}
