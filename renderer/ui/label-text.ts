/** What a label says: the tag itself, also where the code holds an address that ends in it. */
export function labelText(read: string): string {
  const text = read.trim()
  const url = /^https?:\/\//iu.test(text) ? URL.parse(text) : null
  if (url === null) return text
  const named = url.searchParams.get('tag')
  const last = `${url.pathname}/${url.hash.replace('#', '')}`
    .split('/')
    .filter((part) => part !== '')
    .at(-1)
  return decodeURIComponent(named ?? last ?? text).trim()
}
