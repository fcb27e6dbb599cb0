/** The scheme and host the page is served from. A standard scheme, so that it has an origin and storage. */
export const SCHEME = 'app'
export const HOST = 'bundle'
export const ORIGIN = `${SCHEME}://${HOST}`

/** Says whether a URL is a page of this program; `devOrigin` is the development server's, if any. */
export function createIsOwnUrl(devOrigin: string | undefined): (url: string) => boolean {
  return (url) => url.startsWith(`${ORIGIN}/`) || (devOrigin !== undefined && url.startsWith(`${devOrigin}/`))
}
