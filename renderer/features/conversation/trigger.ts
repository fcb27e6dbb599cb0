/** What calls for suggestions while one types: `@` a person of the desk, `/` a canned reply. */
export interface Trigger {
  readonly mark: '@' | '/'
  /** What was typed behind the mark. */
  readonly typed: string
  /** Where the mark stands in the text. */
  readonly start: number
}

const MENTION = /(?:^|[\s(])(@)(|[\p{Letter}\p{Number}][^\n@]{0,40}?)$/u
const CANNED = /(?:^|\n)(\/)([^\n/]{0,40})$/u

/** The suggestions called for at the cursor: `@` at the beginning of a word, `/` at the beginning of a line. */
export function triggerAt(text: string, cursor: number): Trigger | undefined {
  const before = text.slice(0, cursor)
  const [whole, mark, typed = ''] = MENTION.exec(before) ?? CANNED.exec(before) ?? []
  if (whole === undefined || typed.endsWith(' ')) return undefined
  return { mark: mark === '@' ? '@' : '/', typed, start: cursor - typed.length - 1 }
}
