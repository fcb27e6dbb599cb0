import { expect, test } from 'vitest'
import { contextMenuTemplate, type ContextMenuInput } from './context-menu.ts'
import { desktopWords } from './words.ts'

const labels = (params: Partial<ContextMenuInput['params']>) =>
  contextMenuTemplate({
    words: desktopWords('en'),
    params: {
      isEditable: false,
      selectionText: '',
      linkURL: '',
      misspelledWord: '',
      dictionarySuggestions: [],
      ...params,
    },
    openExternal: () => undefined,
    copyText: () => undefined,
    replaceWord: () => undefined,
    learnWord: () => undefined,
  }).map((item) => item.label ?? '—')

test('nothing under the pointer, no menu', () => {
  expect(labels({})).toEqual([])
})

test('a misspelt word in a field is offered its corrections first', () => {
  expect(labels({ isEditable: true, misspelledWord: 'pritner', dictionarySuggestions: ['printer'] })).toEqual(
    ['printer', 'Add to dictionary', '—', 'Cut', 'Copy', 'Paste', 'Select all'],
  )
})

test('only a link that may leave is offered', () => {
  expect(labels({ linkURL: 'https://example.org/' })).toContain('Open link in browser')
  expect(labels({ linkURL: 'file:///etc/passwd' })).toEqual([])
})
