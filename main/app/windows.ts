import { BrowserWindow, screen, type WebContents } from 'electron'
import { MAX_TICKET_WINDOWS, type PushChannel, type PushPayload } from '#shared/ipc/channels.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import type { SettingsStore } from './settings.ts'
import { MIN_HEIGHT, MIN_WIDTH, placeWindow } from './window-placement.ts'

const SAVE_DELAY_MS = 400
const CRASH_WINDOW_MS = 60_000
const MAX_CRASHES = 3

/** What windows are made of and whom they ask. */
export interface WindowParts {
  readonly preload: string
  readonly startUrl: string
  readonly isMac: boolean
  readonly settings: SettingsStore
  /** Runs for every new window before it loads. */
  readonly prepare: (contents: WebContents) => void
  /** True when closing the main window only hides it. */
  readonly hidesOnClose: () => boolean
  /** The main page went away or starts again. */
  readonly onMainPageGone: () => void
}

/** The program's windows: one main window, and windows of single tickets. */
export interface DesktopWindows {
  showMain(): void
  /** Opens or focuses the window of one ticket. Refuses `too-many-windows`. */
  openTicket(id: string): Result<null>
  isMain(contents: WebContents): boolean
  pushToMain<C extends PushChannel>(channel: C, payload: PushPayload<C>): void
  /** To the window the person is in, else the main one. */
  pushToFocused<C extends PushChannel>(channel: C, payload: PushPayload<C>): void
  pushToAll<C extends PushChannel>(channel: C, payload: PushPayload<C>): void
  reloadAll(): void
}

/** Makes the windows; none is open until `showMain`. */
export function createWindows(parts: WindowParts): DesktopWindows {
  let main: BrowserWindow | undefined
  const tickets = new Map<string, BrowserWindow>()
  const all = () => [...(main ? [main] : []), ...tickets.values()]

  const openMain = () => {
    const window = openWindow(parts, parts.startUrl, mainBounds(parts.settings))
    if (parts.settings.current().window?.isMaximized) window.maximize()
    rememberBounds(window, parts.settings)
    window.webContents.on('did-navigate', parts.onMainPageGone)
    window.on('close', (event) => {
      if (!parts.hidesOnClose()) return
      event.preventDefault()
      window.hide()
    })
    window.on('closed', () => {
      main = undefined
      parts.onMainPageGone()
    })
    return window
  }

  return {
    showMain() {
      if (main) focus(main)
      else main = openMain()
    },
    openTicket(id) {
      const open = tickets.get(id)
      if (open) focus(open)
      if (open) return accept(null)
      if (tickets.size >= MAX_TICKET_WINDOWS) return refuse('too-many-windows')
      const window = openWindow(parts, `${parts.startUrl}#/tickets/${id}`, ticketBounds())
      tickets.set(id, window)
      window.on('closed', () => tickets.delete(id))
      return accept(null)
    },
    isMain: (contents) => main?.webContents === contents,
    pushToMain: (channel, payload) => main?.webContents.send(channel, payload),
    pushToFocused(channel, payload) {
      const target = all().find((window) => window.isFocused()) ?? main
      target?.webContents.send(channel, payload)
    },
    pushToAll(channel, payload) {
      for (const window of all()) window.webContents.send(channel, payload)
    },
    reloadAll() {
      for (const window of all()) window.webContents.reload()
    },
  }
}

interface Placement {
  readonly width: number
  readonly height: number
  readonly x?: number
  readonly y?: number
}

function openWindow(parts: WindowParts, url: string, placement: Placement): BrowserWindow {
  const window = new BrowserWindow({
    ...placement,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    webPreferences: {
      preload: parts.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Elsewhere Chromium would fetch its dictionaries from the Internet.
      spellcheck: parts.isMac,
    },
  })
  parts.prepare(window.webContents)
  window.once('ready-to-show', () => window.show())
  reloadAfterCrash(window.webContents)
  void window.loadURL(url).catch((error: unknown) => console.error(`Cannot load ${url}:`, error))
  return window
}

/** A crashed page comes back by itself, unless it keeps crashing. */
function reloadAfterCrash(contents: WebContents): void {
  let crashes: number[] = []
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = Date.now()
    crashes = [...crashes.filter((at) => now - at < CRASH_WINDOW_MS), now]
    console.error(`The page's process ended: ${reason}`)
    if (crashes.length <= MAX_CRASHES) contents.reload()
  })
}

function mainBounds(settings: SettingsStore): Placement {
  return placeWindow(settings.current().window, workAreas())
}

function ticketBounds(): Placement {
  const { width, height } = placeWindow(undefined, workAreas())
  return { width: Math.round(width * 0.75), height }
}

/** The primary display's first: a window that has lost its place goes there. */
function workAreas() {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  return [primary, ...others].map((display) => display.workArea)
}

function rememberBounds(window: BrowserWindow, settings: SettingsStore): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    const bounds = window.getNormalBounds()
    settings.change({ window: { ...bounds, isMaximized: window.isMaximized() } })
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_DELAY_MS)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('close', save)
  window.on('closed', () => clearTimeout(timer))
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
