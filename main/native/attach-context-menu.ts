import { clipboard, Menu, type WebContents } from 'electron'
import { contextMenuTemplate } from '../app/context-menu.ts'
import type { DesktopWords } from '../app/words.ts'

/** Shows the menu on a right click anywhere in the page. */
export function attachContextMenu(
  contents: WebContents,
  words: () => DesktopWords,
  openExternal: (url: string) => void,
): void {
  contents.on('context-menu', (_event, params) => {
    const template = contextMenuTemplate({
      words: words(),
      params,
      openExternal,
      copyText: (text) => clipboard.writeText(text),
      replaceWord: (word) => contents.replaceMisspelling(word),
      learnWord: (word) => contents.session.addWordToSpellCheckerDictionary(word),
    })
    if (template.length > 0) Menu.buildFromTemplate(template).popup()
  })
}
