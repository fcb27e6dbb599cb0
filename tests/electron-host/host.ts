import type { ChildProcess } from 'node:child_process'
import type { Cdp } from './cdp.ts'

/** The app's package.json, as far as Electron reads it. */
export interface Manifest {
  readonly name?: string
  readonly productName?: string
  readonly version?: string
  readonly main?: string
}

interface Host {
  isReady: boolean
  isQuitting: boolean
  appPath: string
  manifest: Manifest
  readonly switches: Map<string, string>
  browser: { readonly child: ChildProcess; readonly cdp: Cdp } | undefined
}

/** The one program this process plays Electron for. */
export const host: Host = {
  isReady: false,
  isQuitting: false,
  appPath: process.cwd(),
  manifest: {},
  switches: new Map(),
  browser: undefined,
}

/** The connection to Chromium; there is none before the app is ready. */
export function cdp(): Cdp {
  if (!host.browser) throw new Error('electron-host: Chromium has not started yet')
  return host.browser.cdp
}
