import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { WebContents as ElectronWebContents, WebPreferences } from 'electron'
import type { Protocol } from './cdp.ts'
import { makeCodec } from './codec.ts'
import { HostEvent } from './host-event.ts'
import { cdp } from './host.ts'
import { ipcMain } from './ipc-main.ts'
import { pageScript, type PagePost } from './page-shim.ts'
import { fromWeb, toWeb } from './schemes.ts'
import { defaultSession } from './session.ts'
import { strict } from './strict.ts'

const codec = makeCodec()
const secret = randomBytes(8).toString('hex')
const WIRE = { post: `post${secret}`, deliver: `deliver${secret}` }

type OpenHandler = Parameters<ElectronWebContents['setWindowOpenHandler']>[0]

interface Frame {
  readonly url: string
  readonly parentId: string | undefined
}

/** What a window tells its contents, and is told. */
export interface Owner {
  readonly size: { readonly width: number; readonly height: number }
  readonly firstPaint: () => void
  readonly close: () => void
}

const all = new Map<number, WebContents>()
let lastId = 0

/** A page: a Chromium target of its own, with Electron's events and IPC. */
export class WebContents extends EventEmitter implements SupportedWebContents {
  readonly id: number
  readonly session = defaultSession
  readonly attached: Promise<void>
  /** Addresses the program itself asked for: these are not announced as navigations of the page. */
  readonly expected = new Set<string>()
  targetId = ''
  #sessionId = ''
  #isDestroyed = false
  #openHandler: OpenHandler | undefined
  readonly #frames = new Map<string, Frame>()
  readonly #contexts = new Map<number, string>()
  readonly #owner: Owner

  constructor(owner: Owner, preferences: WebPreferences) {
    super()
    lastId += 1
    this.id = lastId
    this.#owner = owner
    all.set(this.id, this)
    this.attached = this.#attach(preferences)
    this.attached.catch((error: unknown) => console.error('electron-host: no window:', error))
  }

  static getAllWebContents(): WebContents[] {
    return [...all.values()]
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...all.values()].find((contents) => contents.targetId === targetId)
  }

  /** The contents a frame, top or inner, belongs to. */
  static ofFrame(frameId: string): WebContents | undefined {
    return [...all.values()].find(
      (contents) => contents.targetId === frameId || contents.#frames.has(frameId),
    )
  }

  getURL(): string {
    const url = this.#frames.get(this.targetId)?.url ?? ''
    return url === 'about:blank' ? '' : url
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  async loadURL(url: string): Promise<void> {
    await this.attached
    await defaultSession.applyPermissions(url)
    const isLoaded = this.#nextLoad()
    this.expected.add(url)
    const answer = await this.#send('Page.navigate', { url: toWeb(url) })
    if (answer.errorText) throw new Error(`${answer.errorText} loading '${url}'`)
    if (answer.loaderId) await isLoaded
  }

  reload(): void {
    this.expected.add(this.getURL().replace(/#.*$/, ''))
    void this.#send('Page.reload').catch(() => undefined)
  }

  close(): void {
    this.#owner.close()
  }

  send(channel: string, ...args: unknown[]): void {
    void this.#deliver('event', 0, channel, args[0])
  }

  /** The target is gone; the window emits the rest. */
  destroyed(): void {
    this.#isDestroyed = true
    all.delete(this.id)
    this.emit('destroyed')
  }

  async #attach(preferences: WebPreferences): Promise<void> {
    const { preload } = preferences
    if (preload !== undefined && !path.isAbsolute(preload)) {
      throw new Error('preload must be an absolute path')
    }
    const source = preload === undefined ? null : readFileSync(preload, 'utf8')
    const target = { url: 'about:blank', newWindow: true, ...this.#owner.size }
    this.targetId = (await cdp().send('Target.createTarget', target)).targetId
    const toTarget = { targetId: this.targetId, flatten: true }
    this.#sessionId = (await cdp().send('Target.attachToTarget', toTarget)).sessionId
    this.#listen()
    await Promise.all([
      this.#send('Page.enable'),
      this.#send('Runtime.enable'),
      this.#send('Runtime.addBinding', { name: WIRE.post }),
      this.#send('Page.addScriptToEvaluateOnNewDocument', {
        source: pageScript(source, rendererProcess(), WIRE),
      }),
    ])
  }

  #send<M extends keyof Protocol.CommandParameters>(
    method: M,
    params?: Protocol.CommandParameters[M],
  ): Promise<Protocol.CommandReturnValues[M]> {
    return cdp().send(method, params, this.#sessionId)
  }

  #on<E extends keyof Protocol.Events>(event: E, listener: (params: Protocol.Events[E]) => void): void {
    cdp().on(event, (params, sessionId) => {
      if (sessionId === this.#sessionId) listener(params)
    })
  }

  #listen(): void {
    this.#on('Page.frameNavigated', ({ frame }) => {
      this.#frames.set(frame.id, { url: fromWeb(frame.url), parentId: frame.parentId })
      if (frame.parentId === undefined && this.getURL() !== '') {
        this.emit('did-navigate', new HostEvent(), this.getURL())
      }
    })
    this.#on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.#frames.get(frameId)
      if (frame) this.#frames.set(frameId, { ...frame, url: fromWeb(url) })
    })
    this.#on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'remove') this.#frames.delete(frameId)
    })
    this.#on('Page.domContentEventFired', () => {
      if (this.getURL() !== '') setImmediate(() => this.#owner.firstPaint())
    })
    this.#on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      const action = this.#openHandler?.({
        url: fromWeb(url),
        frameName: windowName,
        features: windowFeatures.join(','),
        disposition: 'foreground-tab',
        referrer: { url: '', policy: 'no-referrer' },
      }).action
      if (action !== 'deny') console.error('electron-host: only denied window.open is supported')
    })
    this.#on('Runtime.executionContextCreated', ({ context }) => {
      const data = context.auxData as { isDefault?: boolean; frameId?: string } | undefined
      if (data?.isDefault && data.frameId !== undefined) this.#contexts.set(context.id, data.frameId)
    })
    this.#on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === WIRE.post) this.#incoming(JSON.parse(payload) as PagePost, executionContextId)
    })
  }

  #nextLoad(): Promise<void> {
    return new Promise((resolve) => {
      const listener = (_params: unknown, sessionId: string | undefined) => {
        if (sessionId !== this.#sessionId) return
        cdp().off('Page.loadEventFired', listener)
        resolve()
      }
      cdp().on('Page.loadEventFired', listener)
    })
  }

  #incoming(message: PagePost, contextId: number): void {
    if (message.kind === 'invoke') void this.#invoke(message, contextId)
    else if (message.kind === 'network') void this.#repeatNetwork(message.channel === 'offline')
    else console.error('electron-host: the preload script failed:', codec.decode(message.args))
  }

  async #invoke({ id, channel, args }: PagePost, contextId: number): Promise<void> {
    const senderFrame = this.#frame(this.#contexts.get(contextId) ?? '')
    const event = new HostEvent({ sender: this, senderFrame, type: 'frame' })
    try {
      const handler = ipcMain.handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      const sent = codec.decode(args) as unknown[]
      const value: unknown = await handler(event as never, ...sent)
      await this.#deliver('ok', id, channel, value, contextId)
    } catch (error) {
      const text = `Error invoking remote method '${channel}': ${String(error)}`
      await this.#deliver('error', id, channel, text, contextId)
    }
  }

  async #deliver(
    kind: string,
    id: number,
    channel: string,
    value: unknown,
    contextId?: number,
  ): Promise<void> {
    await this.attached
    if (this.#isDestroyed) return
    const args = [kind, id, channel, codec.encode(value)].map((part) => JSON.stringify(part))
    const expression = `globalThis.${WIRE.deliver}?.(${args.join(',')})`
    const context = contextId === undefined ? {} : { contextId }
    await this.#send('Runtime.evaluate', { expression, ...context }).catch(() => undefined)
  }

  async #repeatNetwork(offline: boolean): Promise<void> {
    const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await this.#send('Network.emulateNetworkConditions', { offline, ...unlimited }).catch(() => undefined)
  }

  #frame(frameId: string): object | null {
    const frame = this.#frames.get(frameId)
    if (!frame) return null
    const parent = frame.parentId === undefined ? null : this.#frame(frame.parentId)
    return strict('webFrameMain', { url: frame.url, parent })
  }
}

/** The names our program and Playwright use; an upgrade that changes them fails here. */
type SupportedWebContents = Pick<
  ElectronWebContents,
  'id' | 'getURL' | 'isDestroyed' | 'setWindowOpenHandler' | 'loadURL' | 'reload' | 'close' | 'send'
>

function rendererProcess(): object {
  const { platform, arch, versions } = process
  return { type: 'renderer', platform, arch, versions, sandboxed: true, contextIsolated: true }
}
