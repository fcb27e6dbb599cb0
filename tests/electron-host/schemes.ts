import type { Protocol as ElectronProtocol } from 'electron'
import { host } from './host.ts'
import { strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler | undefined>()

/** `app://bundle/x` as the address Chromium can load: `https://bundle.app.test/x`. */
export function toWeb(url: string): string {
  const parts = /^([a-z][\w+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url)
  const [, scheme = '', name = '', rest = ''] = parts ?? []
  return handlers.has(scheme) ? `https://${name}.${scheme}.test${rest || '/'}` : url
}

/** The reverse of `toWeb`; other addresses stay as they are. */
export function fromWeb(url: string): string {
  const parts = /^https:\/\/([^/]*)\.([\w+-]+)\.test(\/.*)?$/i.exec(url)
  const [, name = '', scheme = '', rest = ''] = parts ?? []
  return handlers.has(scheme) ? `${scheme}://${name}${rest}` : url
}

/** The patterns of all registered schemes for Chromium's request interception. */
export function webPatterns(): string[] {
  return [...handlers.keys()].map((scheme) => `https://*.${scheme}.test/*`)
}

/** Answers a request of a registered scheme with the app's handler; undefined where there is none. */
export function handlerOf(url: string): Handler | undefined {
  return handlers.get(url.slice(0, url.indexOf(':')))
}

/** The `protocol` module: registered standard schemes only. */
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (host.isReady) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    }
    for (const { scheme, privileges } of schemes) {
      if (!privileges?.standard || !privileges.secure) {
        throw new Error(`electron-host: only standard and secure schemes are supported: ${scheme}`)
      }
      handlers.set(scheme, undefined)
    }
  },
  handle(scheme, handler) {
    if (!handlers.has(scheme)) throw new Error(`electron-host: ${scheme} was not registered`)
    if (handlers.get(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler as Handler)
  },
} satisfies Pick<ElectronProtocol, 'registerSchemesAsPrivileged' | 'handle'>)
