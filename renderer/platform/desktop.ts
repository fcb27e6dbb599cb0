import type { DesktopBridge } from '#shared/ipc/channels.ts'
import { accept, type Result } from '#shared/kernel/result.ts'
import type { Platform } from './platform.ts'

declare global {
  interface Window {
    /** Put here by the desktop program's preload script; absent in a browser. */
    readonly desktop?: DesktopBridge
  }
}

/** The console inside the desktop program, over its bridge. */
export function desktopPlatform(bridge: DesktopBridge): Platform {
  const info = async () => expected(await bridge.invoke('app.info', []))
  return {
    kind: 'desktop',
    info,
    serverUrl: async () => expected(await bridge.invoke('server.get', [])) ?? undefined,
    setServerUrl: (typed) => bridge.invoke('server.set', [typed]),
    getSecret: async (key) => expected(await bridge.invoke('secret.get', [key])) ?? undefined,
    setSecret: async (key, value) => expected(await bridge.invoke('secret.set', [key, value])),
    async deleteSecret(key) {
      expected(await bridge.invoke('secret.delete', [key]))
    },
    permitNotices: async () => accept(null),
    notify: (notice) => bridge.invoke('notify.show', [notice]),
    setWaiting(counts) {
      void bridge.invoke('tray.update', [counts])
    },
    setLanguage(language) {
      void bridge.invoke('app.set-language', [language])
    },
    onDeepLink(listener) {
      const stop = bridge.on('deep-link', listener)
      void bridge.invoke('deep-link.take', []).then((taken) => {
        const link = expected(taken)
        if (link !== null) listener(link)
      })
      return stop
    },
    onMenuCommand: (listener) => bridge.on('menu.command', listener),
    onResumed: (listener) => bridge.on('power.resumed', () => listener()),
    openTicketWindow: (ticketId) => bridge.invoke('window.open-ticket', [ticketId]),
    openExternal: (url) => bridge.invoke('external.open', [url]),
    saveFile: (name, bytes) => bridge.invoke('file.save', [name, bytes]),
  }
}

/** The value of a call that has no expected refusal. */
function expected<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`The desktop refused: ${result.refusal.code}`)
  return result.value
}
