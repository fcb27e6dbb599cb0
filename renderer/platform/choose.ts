import { browserPlatform } from './browser.ts'
import { desktopPlatform } from './desktop.ts'
import type { Platform } from './platform.ts'

/** The desktop's platform where its bridge is present, else the browser's. */
export function choosePlatform(window: Window & typeof globalThis): Platform {
  return window.desktop ? desktopPlatform(window.desktop) : browserPlatform(window)
}
