import type { LaunchOptions } from '@playwright/test'
import { findChromium } from '../../scripts/provision/chromium.ts'

/** Switches without which a browser calls home or stumbles over a machine without graphics. */
const quietSwitches = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Command-line switches for a Chromium under test; the superuser can only run it without its sandbox. */
export function chromiumSwitches(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quietSwitches] : quietSwitches
}

/** Playwright launch options for the Chromium of this machine, which is installed when absent. */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  return {
    executablePath: await findChromium(),
    args: [...chromiumSwitches()],
    chromiumSandbox: false,
  }
}
