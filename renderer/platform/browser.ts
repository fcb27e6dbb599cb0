import type { DeepLink, SecretKey } from '#shared/ipc/channels.ts'
import { externalUrl } from '#shared/kernel/external-url.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { version } from '../../package.json'
import type { Platform } from './platform.ts'

/** Where the sync server serves the console. */
const CONSOLE_PATH = '/console/'

const STORAGE_KEYS: Readonly<Record<SecretKey, string>> = { 'session-token': 'satchel.session' }

/** The parts of a browser's window this version needs. */
export type BrowserWindow = Pick<
  Window,
  'document' | 'localStorage' | 'location' | 'navigator' | 'open' | 'focus'
> & { readonly Notification?: typeof Notification }

/** The server behind a page's address: the origin, and the path the console's own path lies below. */
export function serverOfPage(pageUrl: string): string {
  const { origin, pathname } = new URL(pageUrl)
  const at = pathname.indexOf(CONSOLE_PATH)
  return origin + (at > 0 ? pathname.slice(0, at) : '')
}

/** A page title with the count in front of it, as mail clients do; 0 takes it away. */
export function titleWithCount(title: string, count: number): string {
  const plain = title.replace(/^\(\d+\) /, '')
  return count === 0 ? plain : `(${count}) ${plain}`
}

/** The console in a plain browser, served by the sync server it speaks to. */
export function browserPlatform(window: BrowserWindow): Platform {
  const links = new Set<(link: DeepLink) => void>()
  const never = () => () => undefined
  return {
    kind: 'browser',
    info: async () => ({
      version,
      platform: window.navigator.userAgent,
      keychain: storageWorks(window) ? 'system' : 'memory',
    }),
    serverUrl: async () => serverOfPage(window.location.href),
    setServerUrl: async () => refuse('fixed-server', 'serverUrl'),
    ...secretsOf(window),
    permitNotices: () => permitNotices(window),
    notify: async (notice) =>
      notify(window, notice.title, notice.body, () => {
        window.focus()
        if (notice.ticketId === '') return
        for (const listener of links) listener({ kind: 'ticket', id: notice.ticketId })
      }),
    setWaiting({ needsYou }) {
      window.document.title = titleWithCount(window.document.title, needsYou)
      void window.navigator.setAppBadge?.(needsYou).catch(() => undefined)
    },
    setLanguage: () => undefined,
    onDeepLink(listener) {
      links.add(listener)
      return () => links.delete(listener)
    },
    onMenuCommand: never,
    onResumed: never,
    async openTicketWindow(ticketId) {
      const opened = window.open(`#/tickets/${encodeURIComponent(ticketId)}`, '_blank', 'popup')
      return opened === null ? refuse('window-blocked') : accept(null)
    },
    openExternal: async (url) => openExternal(window, url),
    saveFile: async (name, bytes) => download(window.document, name, bytes),
  }
}

type SecretMethods = Pick<Platform, 'getSecret' | 'setSecret' | 'deleteSecret'>

/** Local storage; memory where the browser forbids it (private windows, policies). */
function secretsOf(window: BrowserWindow): SecretMethods {
  const memory = new Map<SecretKey, string>()
  const isStored = storageWorks(window)
  return {
    async getSecret(key) {
      const kept = isStored ? window.localStorage.getItem(STORAGE_KEYS[key]) : memory.get(key)
      return kept ?? undefined
    },
    async setSecret(key, value) {
      if (isStored) window.localStorage.setItem(STORAGE_KEYS[key], value)
      else memory.set(key, value)
      return isStored ? 'system' : 'memory'
    },
    async deleteSecret(key) {
      memory.delete(key)
      if (isStored) window.localStorage.removeItem(STORAGE_KEYS[key])
    },
  }
}

function storageWorks(window: BrowserWindow): boolean {
  try {
    window.localStorage.setItem('satchel.probe', '1')
    window.localStorage.removeItem('satchel.probe')
    return true
  } catch {
    return false
  }
}

async function permitNotices({ Notification }: BrowserWindow): Promise<Result<null>> {
  if (!Notification) return refuse('notifications-unavailable')
  const permission =
    Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission
  return permission === 'granted' ? accept(null) : refuse('notifications-denied')
}

/** Never asks for the permission: a question out of the blue is one people answer with no. */
function notify(window: BrowserWindow, title: string, body: string, onClick: () => void): Result<null> {
  const { Notification } = window
  if (!Notification) return refuse('notifications-unavailable')
  if (Notification.permission !== 'granted') return refuse('notifications-denied')
  new Notification(title, { body }).addEventListener('click', onClick)
  return accept(null)
}

function openExternal(window: BrowserWindow, address: string): Result<null> {
  const url = externalUrl(URL.parse(address))
  if (!url.ok) return url
  window.open(url.value, '_blank', 'noopener,noreferrer')
  return accept(null)
}

function download(document: Document, name: string, bytes: Uint8Array): Result<boolean> {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  // The browser reads the blob after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return accept(true)
}
