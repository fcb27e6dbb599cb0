import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import { externalUrl } from '#shared/kernel/external-url.ts'
import type { DesktopWords } from './words.ts'

/** What the menu under the pointer offers, from what lies there. */
export interface ContextMenuInput {
  readonly words: DesktopWords
  readonly params: Pick<
    ContextMenuParams,
    'isEditable' | 'selectionText' | 'linkURL' | 'misspelledWord' | 'dictionarySuggestions'
  >
  readonly openExternal: (url: string) => void
  readonly copyText: (text: string) => void
  readonly replaceWord: (word: string) => void
  readonly learnWord: (word: string) => void
}

/** Spelling, link and clipboard items; empty where there is nothing to offer. */
export function contextMenuTemplate(input: ContextMenuInput): MenuItemConstructorOptions[] {
  const groups = [spellingItems(input), linkItems(input), clipboardItems(input)]
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [{ type: 'separator' } as const, ...group]))
}

function spellingItems(input: ContextMenuInput): MenuItemConstructorOptions[] {
  const { misspelledWord, dictionarySuggestions } = input.params
  if (misspelledWord === '') return []
  const suggestions = dictionarySuggestions.map((word) => ({
    label: word,
    click: () => input.replaceWord(word),
  }))
  const none = { label: input.words.context.noSuggestions, enabled: false }
  return [
    ...(suggestions.length > 0 ? suggestions : [none]),
    { label: input.words.context.addToDictionary, click: () => input.learnWord(misspelledWord) },
  ]
}

function linkItems(input: ContextMenuInput): MenuItemConstructorOptions[] {
  const link = externalUrl(URL.parse(input.params.linkURL))
  if (!link.ok) return []
  return [
    { label: input.words.context.openLink, click: () => input.openExternal(link.value) },
    { label: input.words.context.copyLink, click: () => input.copyText(link.value) },
  ]
}

function clipboardItems({ params, words }: ContextMenuInput): MenuItemConstructorOptions[] {
  const copy: MenuItemConstructorOptions = { role: 'copy', label: words.menu.copy }
  if (!params.isEditable) return params.selectionText === '' ? [] : [copy]
  return [
    { role: 'cut', label: words.menu.cut },
    copy,
    { role: 'paste', label: words.menu.paste },
    { role: 'selectAll', label: words.menu.selectAll },
  ]
}
