import { readFileSync } from 'node:fs'
import path from 'node:path'

const LOCALES = path.join(import.meta.dirname, '../../../shared/locales')

/** Looks a visible string up as the program does: `words('sync:pill.offline')`, with values for its placeholders. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** The strings of one language. Throws when the key does not exist, so a renamed string breaks its tests. */
export function wordsOf(language: 'en' | 'fr'): Words {
  return (key, values = {}) => {
    const [namespace = '', route = ''] = key.split(':')
    const file = path.join(LOCALES, language, `${namespace}.json`)
    let found: unknown = JSON.parse(readFileSync(file, 'utf8'))
    for (const step of route.split('.')) found = (found as Readonly<Record<string, unknown>>)?.[step]
    if (typeof found !== 'string') throw new Error(`There is no string ${key} in ${language}.`)
    return found.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole))
  }
}
