import { describe, expect, test } from 'vitest'
import { excerptOf, markedPieces, searchWords, wrongLetters } from './words.ts'

test('words are compared without case, accents and signs', () => {
  expect(searchWords('L’Étage n°3 – NEW-7F3K, jan@x.example')).toEqual([
    'l',
    'etage',
    'n',
    '3',
    'new',
    '7f3k',
    'jan',
    'x',
    'example',
  ])
})

test('a swap of neighbours is one wrong letter', () => {
  expect(wrongLetters('impirmante', 'imprimante', 2)).toBe(1)
  expect(wrongLetters('printer', 'pinter', 2)).toBe(1)
  expect(wrongLetters('printer', 'prynters', 2)).toBe(2)
  expect(wrongLetters('printer', 'scanner', 2)).toBe(3)
})

describe('what is shown of a text', () => {
  test('begins a little before the word that fits, accents or not', () => {
    const text = `${'x '.repeat(60)}l’étagère in the hay`
    expect(excerptOf(text, ['etag'])).toMatch(/^….*étagère in the hay$/)
    expect(excerptOf(text, ['needle'])).toBe('')
  })

  test('has the words marked that begin like what was looked for', () => {
    const marked = markedPieces('Réseau du réseautage', ['reseau']).filter(({ isMarked }) => isMarked)
    expect(marked.map(({ text }) => text)).toEqual(['Réseau', 'réseautage'])
    expect(markedPieces('Nothing here', ['x'])).toEqual([{ text: 'Nothing here', isMarked: false }])
  })
})
