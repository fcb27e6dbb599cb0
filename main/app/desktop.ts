import path from 'node:path'
import { app, ipcMain, Menu, powerMonitor, protocol, safeStorage, session, shell } from 'electron'
import type { DeepLink, DesktopLanguage, MenuCommand } from '#shared/ipc/channels.ts'
import { handleAll, type Handlers } from '../ipc/handle.ts'
import { createHandlers, type HandlerParts } from '../ipc/handlers.ts'
import { attachContextMenu } from '../native/attach-context-menu.ts'
import { createNotifications } from '../native/notifications.ts'
import { createSecrets } from '../native/secrets.ts'
import { createTray } from '../native/tray.ts'
import { createDeepLinkInbox } from './deep-link-inbox.ts'
import { parseDeepLink } from './deep-link.ts'
import { menuTemplate } from './menu.ts'
import { guardNavigation } from './navigation.ts'
import { createIsOwnUrl, ORIGIN, SCHEME } from './origin.ts'
import { answerPermissions } from './permissions.ts'
import { serveBundle } from './serve-bundle.ts'
import { parseServerUrl } from './server-url.ts'
import { openSettings, type SettingsStore } from './settings.ts'
import { createWindows, type DesktopWindows } from './windows.ts'
import { desktopLanguage, desktopWords } from './words.ts'

/** The running program, as the life cycle sees it. */
export interface Desktop {
  showMain(): void
  /** Follows a link from outside, if it is one of ours. */
  followLink(text: string): void
  /** From now on a closed window is closed, not hidden. */
  prepareToQuit(): void
}

const isMac = process.platform === 'darwin'

/** Builds the program once Electron is ready; `outDirectory` holds the three bundles. */
export function startDesktop(outDirectory: string): Desktop {
  const settings = openSettings(path.join(app.getPath('userData'), 'settings.json'))
  const devUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  const isOwnUrl = createIsOwnUrl(devUrl && new URL(devUrl).origin)
  const serverUrl = () => configuredServer(settings)
  let isQuitting = false

  protocol.handle(SCHEME, (request) =>
    serveBundle(request, { directory: path.join(outDirectory, 'renderer'), serverUrl }),
  )
  answerPermissions(session.defaultSession, isOwnUrl)
  const windows: DesktopWindows = createWindows({
    preload: path.join(outDirectory, 'preload/preload.cjs'),
    startUrl: devUrl ?? `${ORIGIN}/index.html`,
    isMac,
    settings,
    prepare(contents) {
      guardNavigation(contents, { isOwnUrl, openExternal })
      attachContextMenu(contents, () => desktopWords(currentLanguage(settings)), openExternal)
    },
    hidesOnClose: () => !isQuitting && (isMac || settings.current().keepInTray === true),
    onMainPageGone: () => inbox.pageGone(),
  })
  const inbox = createDeepLinkInbox((link) => windows.pushToMain('deep-link', link))
  const openLink = (link: DeepLink) => {
    windows.showMain()
    inbox.deliver(link)
  }
  handleAll(ipcMain, channelHandlers({ settings, serverUrl, windows, inbox, openLink }), {
    isOwnUrl,
    report: (channel, error) => console.error(`Channel ${channel} failed:`, error),
  })
  powerMonitor.on('resume', () => windows.pushToAll('power.resumed', null))
  return {
    showMain: () => windows.showMain(),
    followLink(text) {
      const link = parseDeepLink(text)
      if (link.ok) openLink(link.value)
    },
    prepareToQuit() {
      isQuitting = true
    },
  }
}

interface ChannelParts extends Pick<HandlerParts, 'serverUrl' | 'windows' | 'inbox' | 'openLink'> {
  readonly settings: SettingsStore
}

/** Menu, tray, keychain and notifications, and the channels that reach them. */
function channelHandlers({ settings, ...parts }: ChannelParts): Handlers {
  const { windows } = parts
  const tray = createTray(desktopWords(currentLanguage(settings)), {
    name: app.name,
    isMac,
    open: () => windows.showMain(),
    command(command) {
      windows.showMain()
      windows.pushToMain('menu.command', command)
    },
    quit: () => app.quit(),
  })
  const drawMenu = () => showMenu(settings, (command) => windows.pushToFocused('menu.command', command))
  drawMenu()
  const secretFile = path.join(app.getPath('userData'), 'secrets.json')
  return createHandlers({
    ...parts,
    changeServer: (serverUrl) => settings.change({ serverUrl }),
    language: () => currentLanguage(settings),
    changeLanguage(language) {
      settings.change({ language })
      drawMenu()
      tray.setWords(desktopWords(language))
    },
    secrets: createSecrets(secretFile, safeStorage, process.platform),
    showNotice: createNotifications(),
    tray,
  })
}

function openExternal(url: string): void {
  shell.openExternal(url).catch((error: unknown) => console.error('The system opens no such address:', error))
}

function currentLanguage(settings: SettingsStore): DesktopLanguage {
  return desktopLanguage(settings.current().language, app.getLocale())
}

/** The address the person chose, else the one the administrator set for this machine. */
function configuredServer(settings: SettingsStore): string | undefined {
  const address = settings.current().serverUrl ?? process.env['SATCHEL_SERVER_URL']
  const parsed = address === undefined ? undefined : parseServerUrl(address)
  return parsed?.ok ? parsed.value : undefined
}

function showMenu(settings: SettingsStore, command: (command: MenuCommand) => void): void {
  const template = menuTemplate({
    name: app.name,
    words: desktopWords(currentLanguage(settings)),
    isMac,
    isDevelopment: !app.isPackaged,
    keepInTray: settings.current().keepInTray === true,
    command,
    setKeepInTray: (keep) => settings.change({ keepInTray: keep }),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
