import type { WebContents } from 'electron'
import { parseExternalUrl } from './external-url.ts'

/** What a guard needs: which pages are ours, and how a link leaves for the browser. */
export interface NavigationRules {
  readonly isOwnUrl: (url: string) => boolean
  readonly openExternal: (url: string) => void
}

/**
 * Keeps a window on our own page: no other document in any frame, no second window, no webview.
 * A link that wants a window of its own goes to the browser if it is https or mailto.
 */
export function guardNavigation(contents: WebContents, rules: NavigationRules): void {
  contents.on('will-navigate', (event) => {
    if (!event.isMainFrame || !rules.isOwnUrl(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !rules.isOwnUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const link = parseExternalUrl(url)
    if (link.ok) rules.openExternal(link.value)
    return { action: 'deny' }
  })
}
