import { app, dialog, shell } from 'electron'
import type { AppInfo, DeepLink, DesktopLanguage, Keychain } from '#shared/ipc/channels.ts'
import { accept } from '#shared/kernel/result.ts'
import type { DeepLinkInbox } from '../app/deep-link-inbox.ts'
import { externalUrl } from '#shared/kernel/external-url.ts'
import { parseServerUrl } from '../app/server-url.ts'
import type { DesktopWindows } from '../app/windows.ts'
import type { ShowNotice } from '../native/notifications.ts'
import { saveFile } from '../native/save-file.ts'
import type { Secrets } from '../native/secrets.ts'
import type { DesktopTray } from '../native/tray.ts'
import type { Handlers } from './handle.ts'

/** What the channels act on. */
export interface HandlerParts {
  readonly serverUrl: () => string | undefined
  /** Keeps another server's address. */
  readonly changeServer: (serverUrl: string) => void
  readonly language: () => DesktopLanguage
  readonly changeLanguage: (language: DesktopLanguage) => void
  readonly secrets: Secrets
  readonly showNotice: ShowNotice
  readonly tray: DesktopTray
  readonly windows: DesktopWindows
  readonly inbox: DeepLinkInbox
  readonly openLink: (link: DeepLink) => void
}

/** The handler of every channel. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { secrets, windows } = parts
  return {
    'app.info': async () => accept(appInfo(parts.language(), await secrets.keychain())),
    'app.set-language': ([language]) => {
      parts.changeLanguage(language)
      return accept(null)
    },
    'server.get': () => accept(parts.serverUrl() ?? null),
    'server.set': ([typed]) => {
      const parsed = parseServerUrl(typed)
      if (!parsed.ok || parsed.value === parts.serverUrl()) return parsed
      // A token is for the server that gave it, and the policy of a loaded page cannot change.
      secrets.clear()
      parts.changeServer(parsed.value)
      setImmediate(() => windows.reloadAll())
      return parsed
    },
    'secret.get': async ([key]) => accept(await secrets.get(key)),
    'secret.set': async ([key, value]) => accept(await secrets.set(key, value)),
    'secret.delete': ([key]) => {
      secrets.delete(key)
      return accept(null)
    },
    'notify.show': ([notice]) =>
      parts.showNotice(notice, ({ ticketId }) => {
        windows.showMain()
        if (ticketId !== '') parts.openLink({ kind: 'ticket', id: ticketId })
      }),
    'tray.update': ([counts]) => {
      parts.tray.show(counts)
      return accept(null)
    },
    'window.open-ticket': ([id]) => windows.openTicket(id),
    'external.open': async ([address]) => {
      const link = externalUrl(URL.parse(address))
      if (!link.ok) return link
      await shell.openExternal(link.value)
      return accept(null)
    },
    'file.save': ([name, bytes]) => saveFile(name, bytes, app.getPath('downloads'), askWhere),
    'deep-link.take': (_none, sender) => accept(windows.isMain(sender) ? parts.inbox.take() : null),
  }
}

function appInfo(language: DesktopLanguage, keychain: Keychain): AppInfo {
  const { platform, versions } = process
  return { version: app.getVersion(), platform, electron: versions.electron, keychain, language }
}

async function askWhere(suggestedPath: string): Promise<string | undefined> {
  const answer = await dialog.showSaveDialog({ defaultPath: suggestedPath })
  return answer.canceled ? undefined : answer.filePath
}
