import type { WebContents } from 'electron'
import { externalUrl, isCall } from '#shared/kernel/external-url.ts'

/** What a guard needs: which pages are ours, and how a link leaves for the browser. */
export interface NavigationRules {
  readonly isOwnUrl: (url: string) => boolean
  readonly openExternal: (url: string) => void
}

/**
 * Keeps a window on our own page: no other document in any frame, no second window, no webview.
 * A link that wants a window of its own goes to the browser, and one to write or to call to the program for that.
 */
export function guardNavigation(contents: WebContents, rules: NavigationRules): void {
  const leave = (url: string) => {
    const link = externalUrl(URL.parse(url))
    if (link.ok) rules.openExternal(link.value)
  }
  contents.on('will-navigate', (event) => {
    if (event.isMainFrame && rules.isOwnUrl(event.url)) return
    event.preventDefault()
    if (event.isMainFrame && isCall(event.url)) leave(event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !rules.isOwnUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    leave(url)
    return { action: 'deny' }
  })
}
