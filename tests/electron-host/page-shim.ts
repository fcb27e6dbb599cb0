import { makeCodec, type Codec } from './codec.ts'

/** What the page posts to the main process. */
export interface PagePost {
  readonly kind: 'invoke' | 'network' | 'preload-error'
  readonly id: number
  readonly channel: string
  readonly args: string
}

type Listener = (event: object, ...args: unknown[]) => void
type Preload = (require: (id: string) => unknown, process: object, module: object, exports: object) => void

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * Plays Electron's renderer side: runs in every new document before the page's scripts, gives the
 * preload script `ipcRenderer` and `contextBridge`, and hides the wire from the page. It is sent as
 * text, so it uses nothing but its arguments.
 */
function shim(
  newCodec: () => Codec,
  preload: Preload | null,
  process: object,
  wire: { readonly post: string; readonly deliver: string },
): void {
  const page = globalThis as unknown as Record<string, unknown>
  const send = page[wire.post] as (text: string) => void
  delete page[wire.post]
  if (window !== window.top) return
  const codec = newCodec()
  const listeners = new Map<string, Set<Listener>>()
  const waiting = new Map<number, Waiting>()
  let lastId = 0

  const post = (kind: PagePost['kind'], id: number, channel: string, args: unknown): void =>
    send(JSON.stringify({ kind, id, channel, args: codec.encode(args) }))

  const deliver = (kind: string, id: number, channel: string, data: string): void => {
    const value = codec.decode(data)
    if (kind === 'event') {
      for (const listener of listeners.get(channel) ?? []) listener({}, value)
      return
    }
    const asked = waiting.get(id)
    waiting.delete(id)
    if (kind === 'ok') asked?.resolve(value)
    else asked?.reject(new Error(String(value)))
  }
  Object.defineProperty(page, wire.deliver, { value: deliver })

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        post('invoke', lastId, channel, args)
      })
    },
    on(channel: string, listener: Listener): void {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    },
    off(channel: string, listener: Listener): void {
      listeners.get(channel)?.delete(listener)
    },
  }

  /** Copies as contextBridge does: plain data and functions cross, prototypes do not. */
  const bridged = (value: unknown): unknown => {
    if (typeof value === 'function') {
      return (...args: unknown[]) => settled(value(...args.map(bridged)))
    }
    if (typeof value === 'symbol') throw new TypeError('contextBridge: symbols cannot cross')
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(bridged)
    if (Object.prototype.toString.call(value) !== '[object Object]') return structuredClone(value)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bridged(inner)]))
  }
  const settled = (value: unknown): unknown =>
    value instanceof Promise ? value.then(bridged) : bridged(value)

  const contextBridge = {
    exposeInMainWorld(name: string, api: object): void {
      if (name in page) throw new Error(`Cannot bind an API on top of an existing property: ${name}`)
      const value = Object.freeze(bridged(api))
      Object.defineProperty(page, name, { value, enumerable: true })
    },
  }

  const require = (id: string): unknown => {
    if (id === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${id} (a sandboxed preload script has only electron)`)
  }

  // Our own DevTools session makes Chromium forget Playwright's setOffline() on navigation.
  for (const change of ['online', 'offline']) {
    addEventListener(change, () => post('network', 0, change, []))
  }
  if (!preload) return
  try {
    const module = { exports: {} }
    preload(require, process, module, module.exports)
  } catch (error) {
    post('preload-error', 0, '', error instanceof Error ? (error.stack ?? error.message) : 'unknown')
  }
}

/** The script for `Page.addScriptToEvaluateOnNewDocument`. */
export function pageScript(
  preload: string | null,
  process: object,
  wire: { readonly post: string; readonly deliver: string },
): string {
  const preloadFunction =
    preload === null ? 'null' : `function (require, process, module, exports) {\n${preload}\n}`
  const args = [makeCodec.toString(), preloadFunction, JSON.stringify(process), JSON.stringify(wire)]
  return `(${shim.toString()})(${args.join(', ')})`
}
