import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

type Words = { readonly [key: string]: string | Words }

const here = import.meta.dirname
const root = path.join(here, '../..')
const NAMESPACES = readdirSync(path.join(here, 'en')).map((file) => file.replace('.json', ''))
/** What the console loads; the portal, the desktop and the server read their own files in their own way. */
const CONSOLE = [
  'activity',
  'approvals',
  'common',
  'console',
  'equipment',
  'items',
  'knowledge',
  'links',
  'device',
  'messages',
  'offline',
  'presence',
  'print',
  'purchases',
  'people',
  'refusals',
  'relations',
  'search',
  'settings',
  'sign-in',
  'sync',
  'tasks',
  'tickets',
  'today',
  'work',
]

function flat(words: Words, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  )
}

function read(language: 'en' | 'fr', namespace: string): Map<string, string> {
  return new Map(
    flat(JSON.parse(readFileSync(path.join(here, language, `${namespace}.json`), 'utf8')) as Words),
  )
}

const variables = (text: string) => [...text.matchAll(/\{\{\s*([\w-]+)/g)].map(([, name]) => name).sort()

describe.each(NAMESPACES)('the words of %s', (namespace) => {
  const en = read('en', namespace)
  const fr = read('fr', namespace)

  test('have the same keys in English and French', () => {
    expect([...fr.keys()].sort()).toEqual([...en.keys()].sort())
  })

  test('are never empty', () => {
    const empty = [...en, ...fr].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(empty).toEqual([])
  })

  test('fill in the same values in both languages', () => {
    const different = [...en].filter(
      ([key, text]) => String(variables(text)) !== String(variables(fr.get(key) ?? '')),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })
})

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !/\.test\.tsx?$/.test(file.name))
    .map((file) => path.join(file.parentPath, file.name))
}

/** The namespaces a component asks for, the first being the default of its keys. */
function namespacesIn(code: string): string[] {
  const found = [...code.matchAll(/useTranslation\(\s*(\[[^\]]*\]|'[^']*')/g)].flatMap(([, given = '']) =>
    [...given.matchAll(/'([^']+)'/g)].map(([, name = '']) => name),
  )
  return found.length === 0 ? ['common'] : [...new Set(found)]
}

describe('every key the console uses', () => {
  const known = new Map(CONSOLE.map((namespace) => [namespace, new Set(read('en', namespace).keys())]))
  const has = (namespace: string, key: string) => {
    const keys = known.get(namespace)
    return keys !== undefined && (keys.has(key) || (keys.has(`${key}_one`) && keys.has(`${key}_other`)))
  }

  test('exists', () => {
    const missing = sources(path.join(root, 'renderer')).flatMap((file) => {
      const code = readFileSync(file, 'utf8')
      const defaults = namespacesIn(code)
      return [...code.matchAll(/\bt\(\s*'([^']+)'/g)]
        .map(([, key = '']) => key)
        .filter((key) => {
          const [first = '', rest] = key.split(':')
          return rest === undefined ? !defaults.some((namespace) => has(namespace, first)) : !has(first, rest)
        })
        .map((key) => `${path.relative(root, file)}: ${key}`)
    })
    expect(missing).toEqual([])
  })
})

describe('every refusal', () => {
  const sentences = read('en', 'refusals')
  /** Refusals of the server's own doors, which no console ever meets. */
  const elsewhere = /sync-server\/(portal|mail)\/|main\//

  test('of shared rules and of the exchange has a sentence', () => {
    const missing = ['shared', 'renderer', 'sync-server/sync', 'sync-server/features']
      .flatMap((folder) => sources(path.join(root, folder)))
      .filter((file) => !elsewhere.test(file))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\brefuse\(\s*'([^']+)'/g)])
      .map(([, code = '']) => code)
      .filter((code) => !sentences.has(code) && !['not-a-desk'].includes(code))
    expect([...new Set(missing)]).toEqual([])
  })
})
