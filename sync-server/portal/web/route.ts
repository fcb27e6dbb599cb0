import { useSyncExternalStore } from 'react'

/** Where in the portal somebody is. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'report' }
  | { readonly page: 'requests'; readonly group: 'open' | 'closed' }
  | { readonly page: 'request'; readonly id: string }
  | { readonly page: 'article'; readonly id: string }
  | { readonly page: 'link'; readonly token: string }
  | { readonly page: 'missing' }

/** Reads the part of the address behind the #; anything unknown is `missing`. */
export function parseRoute(hash: string): Route {
  const [page = '', detail = '', ...rest] = hash.replace(/^#?\/?/, '').split('/')
  if (rest.length > 0) return { page: 'missing' }
  if (page === '' || page === 'home') return { page: 'home' }
  if (page === 'report' && detail === '') return { page: 'report' }
  if (page === 'requests') return { page: 'requests', group: detail === 'closed' ? 'closed' : 'open' }
  if (detail === '') return { page: 'missing' }
  if (page === 'request' || page === 'article') return { page, id: decode(detail) }
  return page === 'link' ? { page, token: decode(detail) } : { page: 'missing' }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** The address of a place, for links. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'requests':
      return route.group === 'closed' ? '#/requests/closed' : '#/requests'
    case 'request':
    case 'article':
      return `#/${route.page}/${encodeURIComponent(route.id)}`
    case 'report':
      return '#/report'
    default:
      return '#/'
  }
}

/** Goes somewhere; `replace` leaves nothing to come back to. */
export function goTo(route: Route, { replace = false } = {}): void {
  if (replace) window.location.replace(hrefOf(route))
  else window.location.hash = hrefOf(route)
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The present address behind the #, as a component follows it. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash)
}
