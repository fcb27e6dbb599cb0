import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { UpdateReady } from './update-ready.tsx'

/** Keeps the console's files in the browser, so that it starts without a network, and offers a newer version. */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  try {
    offerUpdates(await navigator.serviceWorker.register('sw.js', { scope: './' }))
  } catch (error) {
    // Private windows and policies may forbid it; the console then works as long as it is open.
    console.error(error)
  }
}

function offerUpdates(registration: ServiceWorkerRegistration): void {
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => {
      const isUpdate = navigator.serviceWorker.controller !== null
      if (worker.state !== 'installed' || !isUpdate) return
      const message = createElement(UpdateReady, { onReload: () => reloadWith(worker) })
      notifications.show({ autoClose: false, message })
    })
  })
}

function reloadWith(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin
  worker.postMessage('take-over')
}
