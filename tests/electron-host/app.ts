import { EventEmitter, once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import type { App } from 'electron'
import { BrowserWindow, lastWindowClosed } from './browser-window.ts'
import { HostEvent } from './host-event.ts'
import { cdp, host } from './host.ts'
import { releaseInstanceLock, takeInstanceLock } from './single-instance.ts'
import { strict } from './strict.ts'

const LAST_WORDS_MS = 5000

type PathName = Parameters<App['getPath']>[0]

class HostApp extends EventEmitter {
  name = 'Electron'
  readonly isPackaged = false
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name, value = '') => void host.switches.set(name, value),
    getSwitchValue: (name) => host.switches.get(name) ?? '',
    hasSwitch: (name) => host.switches.has(name),
  } satisfies Pick<Electron.CommandLine, 'appendSwitch' | 'getSwitchValue' | 'hasSwitch'>)
  readonly #paths = new Map<string, string>()
  readonly #ready = Promise.withResolvers<void>()
  #lockedDirectory = ''

  whenReady(): Promise<void> {
    return this.#ready.promise
  }

  isReady(): boolean {
    return host.isReady
  }

  /** The module has been evaluated and Chromium runs. */
  markReady(): void {
    host.isReady = true
    lastWindowClosed.on('closed', () => {
      if (!host.isQuitting) this.emit('window-all-closed')
    })
    this.emit('ready', new HostEvent(), {})
    this.#ready.resolve()
  }

  getVersion(): string {
    return host.manifest.version ?? '0.0.0'
  }

  getAppPath(): string {
    return host.appPath
  }

  getLocale(): string {
    return host.switches.get('lang') ?? 'en-US'
  }

  getPath(name: PathName): string {
    const config = process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config')
    const known: Partial<Record<PathName, string>> = {
      userData: path.join(config, this.name),
      downloads: path.join(os.homedir(), 'Downloads'),
      temp: os.tmpdir(),
    }
    const found = this.#paths.get(name) ?? known[name]
    if (found === undefined) throw new Error(`Failed to get '${name}' path`)
    return found
  }

  setPath(name: string, directory: string): void {
    if (!path.isAbsolute(directory)) throw new Error('Path must be absolute')
    this.#paths.set(name, directory)
  }

  enableSandbox(): void {
    if (host.isReady) {
      throw new Error('app.enableSandbox() can only be called before app is ready')
    }
  }

  setAsDefaultProtocolClient(): boolean {
    return true
  }

  setBadgeCount(): boolean {
    return true
  }

  requestSingleInstanceLock(): boolean {
    const directory = this.getPath('userData')
    const isFirst = takeInstanceLock(directory, ({ argv, workingDirectory }) => {
      this.emit('second-instance', new HostEvent(), argv, workingDirectory, null)
    })
    if (isFirst) this.#lockedDirectory = directory
    return isFirst
  }

  quit(): void {
    if (host.isQuitting) return
    if (!host.isReady) {
      this.exit(0)
      return
    }
    const event = new HostEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    host.isQuitting = true
    void this.#closeWindows().then((isClosed) => {
      host.isQuitting = isClosed
      if (!isClosed) return
      this.emit('will-quit', new HostEvent())
      this.emit('quit', new HostEvent(), 0)
      this.exit(0)
    })
  }

  exit(code = 0): void {
    if (this.#lockedDirectory !== '') releaseInstanceLock(this.#lockedDirectory)
    void endChromium().then(() => process.exit(code))
  }

  async #closeWindows(): Promise<boolean> {
    const windows = BrowserWindow.getAllWindows()
    for (const window of windows) {
      window.close()
      if (!window.isClosing) return false
    }
    await Promise.all(windows.map((window) => window.isDestroyed() || once(window, 'closed')))
    return true
  }
}

async function endChromium(): Promise<void> {
  const child = host.browser?.child
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  await cdp()
    .send('Browser.close')
    .catch(() => undefined)
  const timer = setTimeout(() => child.kill('SIGKILL'), LAST_WORDS_MS)
  await ended
  clearTimeout(timer)
}

/** The `app` module. */
export const app = strict(
  'app',
  new HostApp() satisfies Pick<
    App,
    | 'name'
    | 'isPackaged'
    | 'whenReady'
    | 'isReady'
    | 'getVersion'
    | 'getAppPath'
    | 'getLocale'
    | 'getPath'
    | 'setPath'
    | 'enableSandbox'
    | 'setAsDefaultProtocolClient'
    | 'setBadgeCount'
    | 'requestSingleInstanceLock'
    | 'quit'
    | 'exit'
  >,
)
