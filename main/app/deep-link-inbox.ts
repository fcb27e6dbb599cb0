import type { DeepLink } from '#shared/ipc/channels.ts'

/** Holds the latest link until the page asks for it; from then on links go straight to the page. */
export interface DeepLinkInbox {
  deliver(link: DeepLink): void
  take(): DeepLink | null
  /** The page went away or loads again: links wait until it asks once more. */
  pageGone(): void
}

/** `push` sends a link to a page that listens. */
export function createDeepLinkInbox(push: (link: DeepLink) => void): DeepLinkInbox {
  let waiting: DeepLink | null = null
  let isPageListening = false
  return {
    deliver(link) {
      if (isPageListening) push(link)
      else waiting = link
    },
    take() {
      const link = waiting
      waiting = null
      isPageListening = true
      return link
    },
    pageGone() {
      isPageListening = false
    },
  }
}
