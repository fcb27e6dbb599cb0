import { EventEmitter } from 'node:events'
import type {
  BrowserWindow as ElectronBrowserWindow,
  BrowserWindowConstructorOptions,
  Rectangle,
} from 'electron'
import { HostEvent } from './host-event.ts'
import { cdp, host } from './host.ts'
import { strict } from './strict.ts'
import { WebContents } from './web-contents.ts'

type Shape = 'normal' | 'minimized' | 'maximized'

const open = new Map<number, BrowserWindow>()
let focused: BrowserWindow | null = null

/** Runs when the last window has closed. */
export const lastWindowClosed = new EventEmitter()

/** A window: its state is kept here, its page is a Chromium target. */
export class BrowserWindow extends EventEmitter implements SupportedBrowserWindow {
  readonly id: number
  readonly webContents: WebContents
  #isVisible: boolean
  #isPainted = false
  #isClosing = false
  #shape: Shape = 'normal'
  readonly #bounds: Rectangle

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    if (!host.isReady) throw new Error('Cannot create BrowserWindow before app is ready')
    const preferences = options.webPreferences ?? {}
    refuseUnsafe(preferences)
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.#isVisible = options.show !== false
    const owner = {
      size: { width, height },
      firstPaint: () => this.#firstPaint(),
      close: () => this.close(),
    }
    const contents = new WebContents(owner, preferences)
    this.webContents = strict('webContents', contents)
    this.id = contents.id
    open.set(this.id, this)
    strict('BrowserWindow', this)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...open.values()]
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused
  }

  static fromWebContents(contents: { readonly id: number } | undefined): BrowserWindow | null {
    return contents ? (open.get(contents.id) ?? null) : null
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  show(): void {
    this.#isVisible = true
    this.focus()
  }

  hide(): void {
    this.#isVisible = false
    if (focused === this) giveFocus(null)
  }

  focus(): void {
    giveFocus(this)
  }

  isFocused(): boolean {
    return focused === this
  }

  isVisible(): boolean {
    return this.#isVisible && this.#shape !== 'minimized'
  }

  isDestroyed(): boolean {
    return this.webContents.isDestroyed()
  }

  minimize(): void {
    this.#shape = 'minimized'
  }

  isMinimized(): boolean {
    return this.#shape === 'minimized'
  }

  restore(): void {
    this.#shape = 'normal'
  }

  maximize(): void {
    this.#shape = 'maximized'
    this.emit('maximize')
  }

  isMaximized(): boolean {
    return this.#shape === 'maximized'
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds }
  }

  getBounds(): Rectangle {
    return { ...this.#bounds }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    Object.assign(this.#bounds, bounds)
    this.emit('resize')
    this.emit('move')
  }

  close(): void {
    if (this.isDestroyed() || this.#isClosing) return
    const event = new HostEvent()
    this.emit('close', event)
    if (event.defaultPrevented) return
    this.#isClosing = true
    const closeTarget = () => cdp().send('Target.closeTarget', { targetId: this.webContents.targetId })
    void this.webContents.attached.then(closeTarget).catch(() => undefined)
  }

  /** True once closing can no longer be prevented. */
  get isClosing(): boolean {
    return this.#isClosing
  }

  /** Chromium has closed the target. */
  gone(): void {
    if (this.isDestroyed()) return
    open.delete(this.id)
    if (focused === this) giveFocus(null)
    this.webContents.destroyed()
    this.emit('closed')
    if (open.size === 0) lastWindowClosed.emit('closed')
  }

  #firstPaint(): void {
    if (this.#isPainted) return
    this.#isPainted = true
    this.emit('ready-to-show')
  }
}

function giveFocus(window: BrowserWindow | null): void {
  focused = window
}

/** Follows Chromium's targets: closed windows, and popups the page opened in spite of a refusal. */
export async function followTargets(): Promise<void> {
  cdp().on('Target.targetCreated', ({ targetInfo }) => {
    const { targetId, type, openerId } = targetInfo
    const isOurs = WebContents.fromDevToolsTargetId(targetId) !== undefined
    if (type !== 'page' || openerId === undefined || isOurs) return
    void cdp()
      .send('Target.closeTarget', { targetId })
      .catch(() => undefined)
  })
  cdp().on('Target.targetDestroyed', ({ targetId }) => {
    BrowserWindow.fromWebContents(WebContents.fromDevToolsTargetId(targetId))?.gone()
  })
  await cdp().send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] })
}

function refuseUnsafe(preferences: NonNullable<BrowserWindowConstructorOptions['webPreferences']>) {
  const isSafe =
    preferences.sandbox !== false &&
    preferences.contextIsolation !== false &&
    !preferences.nodeIntegration &&
    !preferences.webviewTag
  if (!isSafe) throw new Error('electron-host: only sandboxed, isolated windows are supported')
}

/** The names our program uses; an upgrade that changes them fails here. */
type SupportedBrowserWindow = Pick<
  ElectronBrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'isFocused'
  | 'isVisible'
  | 'isDestroyed'
  | 'minimize'
  | 'isMinimized'
  | 'restore'
  | 'maximize'
  | 'isMaximized'
  | 'getNormalBounds'
  | 'getBounds'
  | 'setBounds'
  | 'close'
>
