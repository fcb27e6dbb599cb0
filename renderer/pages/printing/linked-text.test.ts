import { expect, test } from 'vitest'
import { linkedText } from './linked-text.ts'

const addresses = (text: string) => linkedText(text).flatMap(({ href }) => (href === '' ? [] : [href]))

test('a text without addresses is one piece', () => {
  expect(linkedText('The dock stays dark.')).toEqual([{ text: 'The dock stays dark.', href: '' }])
  expect(linkedText('')).toEqual([])
})

test('addresses stand apart, and nothing of the text is lost', () => {
  const text = 'See https://example.org/a?b=1 and (http://example.org/c), then call.\nhttps://example.org'
  expect(addresses(text)).toEqual([
    'https://example.org/a?b=1',
    'http://example.org/c',
    'https://example.org',
  ])
  expect(
    linkedText(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
})

test('the punctuation of the sentence is not part of the address, a bracket of its own is', () => {
  expect(addresses('Is it https://example.org/x?')).toEqual(['https://example.org/x'])
  expect(addresses('Lire « https://example.org/é ».')).toEqual(['https://example.org/é'])
  expect(addresses('https://example.org/Dock_(USB).')).toEqual(['https://example.org/Dock_(USB)'])
  expect(addresses('[https://example.org/mail]')).toEqual(['https://example.org/mail'])
})

test('only the web is linked', () => {
  expect(addresses('javascript:alert(1) file:///etc/passwd')).toEqual([])
})
