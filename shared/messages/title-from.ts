/** Longest title that is made of words of a message, in characters. */
const LONGEST = 120
/** A greeting has fewer words. */
const FEWEST_WORDS = 4

interface Said {
  readonly subject: string
  readonly text: string
}

/** A title for a ticket made of a message: its subject, else its first line that is more than a greeting; '' for none. */
export function titleFrom({ subject, text }: Said): string {
  const bare = subject.replace(/^(?:\s*(?:re|fwd?|tr|aw|wg|sv|rv)\s*:)+/iu, '').trim()
  if (bare !== '') return shortened(bare)
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('>'))
  const telling = lines.find((line) => line.split(/\s+/).length >= FEWEST_WORDS)
  return shortened(telling ?? lines[0] ?? '')
}

function shortened(line: string): string {
  if (line.length <= LONGEST) return line
  const cut = line.slice(0, LONGEST - 1)
  const space = cut.lastIndexOf(' ')
  return `${space > LONGEST / 2 ? cut.slice(0, space) : cut}…`
}
