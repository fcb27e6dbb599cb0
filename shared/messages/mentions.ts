import type { Id } from '../kernel/ids.ts'

interface Named {
  readonly id: Id
  readonly name: string
}

/** A piece of a message; `personId` is '' for words that name nobody. */
export interface TextPart {
  readonly text: string
  readonly personId: Id
}

/** How somebody is named in a note: `@Claire Roussel`. */
export function mentionOf({ name }: Pick<Named, 'name'>): string {
  return `@${name}`
}

/** The people a text names by `@` and their whole name, each once, in the order they were given. */
export function mentionedIn(text: string, people: readonly Named[]): readonly Id[] {
  const named = new Set(mentionParts(text, people).map(({ personId }) => personId))
  return people.filter(({ id }) => named.has(id)).map(({ id }) => id)
}

/**
 * A text cut where it names somebody. The longest name wins, and a name ends where its word does: `@Ann Lee` is not named
 * by `@Ann Leeds`.
 */
export function mentionParts(text: string, people: readonly Named[]): readonly TextPart[] {
  const byLength = people.toSorted((a, b) => b.name.length - a.name.length)
  const parts: TextPart[] = []
  let begun = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at < begun || isInWord(text[at - 1])) continue
    const person = byLength.find((each) => isNamedAt(text, at, each))
    if (person === undefined) continue
    const end = at + mentionOf(person).length
    parts.push(
      { text: text.slice(begun, at), personId: '' },
      { text: text.slice(at, end), personId: person.id },
    )
    begun = end
  }
  return [...parts, { text: text.slice(begun), personId: '' }].filter((part) => part.text !== '')
}

function isNamedAt(text: string, at: number, person: Named): boolean {
  const mention = mentionOf(person)
  return person.name !== '' && text.startsWith(mention, at) && !isInWord(text[at + mention.length])
}

function isInWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{Letter}\p{Number}_]/u.test(character)
}
