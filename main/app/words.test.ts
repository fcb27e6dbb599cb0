import { expect, test } from 'vitest'
import { desktopLanguage, desktopWords, fill } from './words.ts'

const keysOf = (words: object): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [key] : keysOf(value as object).map((inner) => `${key}.${inner}`),
  )

test('both languages have every word', () => {
  expect(keysOf(desktopWords('fr'))).toEqual(keysOf(desktopWords('en')))
})

test('the chosen language stands before the system’s', () => {
  expect(desktopLanguage(undefined, 'fr-CA')).toBe('fr')
  expect(desktopLanguage(undefined, 'fry')).toBe('en')
  expect(desktopLanguage(undefined, 'de-DE')).toBe('en')
  expect(desktopLanguage('en', 'fr-FR')).toBe('en')
})

test('a name is put into its sentence', () => {
  expect(fill('Quit {{name}}', { name: 'Satchel' })).toBe('Quit Satchel')
  expect(fill('Quit {{name}}', {})).toBe('Quit {{name}}')
})
