import { EventEmitter } from 'node:events'
import type {
  Clipboard,
  Dialog,
  NativeImage as ElectronNativeImage,
  NotificationConstructorOptions,
  Screen,
  Shell,
  Tray as ElectronTray,
} from 'electron'
import { strict } from './strict.ts'

/** An icon beside the clock that nobody sees; a test replaces its methods on the prototype. */
export class Tray
  extends EventEmitter
  implements Pick<ElectronTray, 'setToolTip' | 'setTitle' | 'setContextMenu'>
{
  constructor(image: Pick<ElectronNativeImage, 'isEmpty'>) {
    super()
    if (image.isEmpty()) throw new Error('electron-host: a tray icon needs an image')
  }

  setToolTip(): void {
    // Nothing is shown.
  }

  setTitle(): void {
    // Nothing is shown.
  }

  setContextMenu(): void {
    // Nothing is shown.
  }
}

/** A notification that nobody sees; a test replaces `show` and emits `click`. */
export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string

  constructor(options: NotificationConstructorOptions = {}) {
    super()
    this.title = options.title ?? ''
    this.body = options.body ?? ''
    strict('Notification', this)
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    this.emit('show')
  }
}

const anImage = () =>
  strict('NativeImage', {
    isEmpty: () => false,
    setTemplateImage: () => undefined,
    addRepresentation: () => undefined,
  } satisfies Pick<ElectronNativeImage, 'isEmpty' | 'setTemplateImage' | 'addRepresentation'>)

export const nativeImage = strict('nativeImage', {
  createEmpty: anImage,
  createFromDataURL(url: string) {
    if (!url.startsWith('data:image/png;base64,')) throw new Error('electron-host: not a PNG')
    return anImage()
  },
})

function unanswered(name: string): never {
  throw new Error(`electron-host: ${name} was opened; a test must replace it first`)
}

export const dialog = strict('dialog', {
  showSaveDialog: async () => unanswered('dialog.showSaveDialog'),
} satisfies Pick<Dialog, 'showSaveDialog'>)

export const shell = strict('shell', {
  openExternal: async () => unanswered('shell.openExternal'),
} satisfies Pick<Shell, 'openExternal'>)

export const clipboard = strict('clipboard', {
  writeText: () => unanswered('clipboard.writeText'),
} satisfies Pick<Clipboard, 'writeText'>)

/** A test emits `resume`. */
export const powerMonitor = strict('powerMonitor', new EventEmitter())

const area = { x: 0, y: 0, width: 1920, height: 1080 }
const display = { id: 1, bounds: area, workArea: area, scaleFactor: 1 } as Electron.Display

export const screen = strict('screen', {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
} satisfies Pick<Screen, 'getPrimaryDisplay' | 'getAllDisplays'>)
