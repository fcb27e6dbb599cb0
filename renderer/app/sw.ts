/// <reference lib="webworker" />

import type { BuildFiles } from './service-worker-plugin.ts'

declare const self: ServiceWorkerGlobalScope
/** The build's files and one version over all of them; put here by service-worker-plugin.ts. */
declare const __BUILD_FILES__: BuildFiles
declare const __BUILD_VERSION__: string

const CACHE = `satchel-console-${__BUILD_VERSION__}`
const OURS = 'satchel-console-'

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(__BUILD_FILES__.map((file) => new Request(file, { cache: 'reload' })))),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  const isOurs = url.origin === self.location.origin && url.href.startsWith(self.registration.scope)
  if (request.method !== 'GET' || !isOurs) return
  event.respondWith(answer(request))
})

/** A page is always the cached index; a file of the build comes from the cache, anything else from the network. */
async function answer(request: Request): Promise<Response> {
  const key = request.mode === 'navigate' ? new URL('index.html', self.registration.scope).href : request
  // The server's answers vary by Origin, which a module script sends and the install does not.
  // Asked without opening the cache: opening makes one, also after a revoked device removed it.
  return (await caches.match(key, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request)
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)),
  )
}
