/** Letters and the accented forms people leave out when they type. */
const FORMS: Readonly<Record<string, string>> = {
  a: 'àâäáã',
  c: 'ç',
  e: 'éèêë',
  i: 'îïí',
  n: 'ñ',
  o: 'ôöóõ',
  u: 'ùûüú',
  y: 'ÿ',
}

/** A pattern for the replica's queries that finds a word whatever its accents: `ecran` → `[eéèêë][cç]r[aàâäáã][nñ]`. */
export function spelledAs(plainWord: string): string {
  return [...plainWord]
    .map((letter) => {
      const forms = FORMS[letter]
      if (forms !== undefined) return `[${letter}${forms}]`
      return letter.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
    })
    .join('')
}
