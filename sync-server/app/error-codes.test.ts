import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

const sources = ['sync-server', 'shared'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      ({ name, parentPath }) =>
        name.endsWith('.ts') && !/\.test\.ts$|portal\/web/.test(join(parentPath, name)),
    )
    .map(({ name, parentPath }) => {
      const path = join(parentPath, name)
      return { path: relative(root, path), code: readFileSync(path, 'utf8') }
    }),
)

/** What `pattern` finds in all sources: its first group, with the file. */
function found(pattern: RegExp): readonly { readonly word: string; readonly path: string }[] {
  return sources.flatMap(({ path, code }) =>
    [...code.matchAll(pattern)].map(([, word = '']) => ({ word: word.trim(), path })),
  )
}

const refusals = found(/\brefuse\(\s*'([^']+)'/g)
const errors = found(/new HttpError\(\s*[\w.]+,\s*([^,]+),/g)
const tableOfErrors = found(/: \[\d{3}, '([^']+)', '/g)
const isLiteral = (word: string): boolean => /^'[a-z-]+'$/.test(word)

test('an error is named by a word in its place or by the refusal it stems from', () => {
  const named = (word: string): boolean => isLiteral(word) || /^(?:[\w.]*refusal\.)?code$/.test(word)
  expect(errors.filter(({ word }) => !named(word))).toEqual([])
  expect(errors.length).toBeGreaterThan(20)
  expect(refusals.length).toBeGreaterThan(30)
  expect(tableOfErrors.length).toBeGreaterThan(5)
})

test.each(['en', 'fr'])('every code the server answers has a sentence in %s', (language) => {
  const read = (name: string): Record<string, Record<string, string>> =>
    JSON.parse(readFileSync(join(root, 'shared/locales', language, `${name}.json`), 'utf8')) as never
  const sentences = { ...read('refusals'), ...read('server')['error'] }
  const literals = errors.filter(({ word }) => isLiteral(word))
  const codes = [...refusals, ...tableOfErrors, ...literals].map(({ word, path }) => ({
    path,
    code: word.replaceAll("'", ''),
  }))
  expect(codes.filter(({ code }) => !Object.hasOwn(sentences, code))).toEqual([])
})
