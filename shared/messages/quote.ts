/** Deepest quotation that is kept: what lies deeper was read often enough. */
const DEEPEST = 3

/** Text as a mail quotes it: every line behind `> `, without what was quoted three times before and empty lines at the end. */
export function quoted(text: string): string {
  const lines = text.trimEnd().split(/\r?\n/)
  return lines
    .filter((line) => depthOf(line) < DEEPEST)
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()))
    .join('\n')
}

function depthOf(line: string): number {
  const [marks = ''] = /^[> ]*/.exec(line) ?? []
  return [...marks].filter((mark) => mark === '>').length
}
