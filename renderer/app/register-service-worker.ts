import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { UpdateReady } from './update-ready.tsx'

/** Keeps the console's files in the browser, so that it starts without a network, and offers a newer version. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  void navigator.serviceWorker.register('sw.js', { scope: './' }).then((registration) => {
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing
      worker?.addEventListener('statechange', () => {
        const isUpdate = navigator.serviceWorker.controller !== null
        if (worker.state !== 'installed' || !isUpdate) return
        notifications.show({
          autoClose: false,
          message: createElement(UpdateReady, { onReload: () => reloadWith(worker) }),
        })
      })
    })
  })
}

function reloadWith(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin
  worker.postMessage('take-over')
}
