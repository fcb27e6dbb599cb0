import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const ROOT = path.join(import.meta.dirname, '../..')
const ELECTRON = path.join(ROOT, 'node_modules/electron')

/** How to start the desktop program. */
export interface LaunchOptions {
  /** The profile; starting again on the same one is a restart. */
  readonly userDataDir: string
  readonly env?: Readonly<Record<string, string>>
  /** The sync server's address, as an administrator would set it. */
  readonly serverUrl?: string
  readonly args?: readonly string[]
  /** A directory with package.json and out/; the project itself unless given. */
  readonly appDirectory?: string
}

/** The real binary where it was downloaded, else our stand-in; E2E_REQUIRE_ELECTRON=1 forbids the stand-in. */
export function electronKind(): 'electron' | 'host' {
  if (isElectronInstalled()) return 'electron'
  if (process.env['E2E_REQUIRE_ELECTRON'] === '1') {
    throw new Error('Electron’s binary is required here: run `npx install-electron`')
  }
  return 'host'
}

/** The page's origin as a sync server sees it: tests allow it with ALLOWED_ORIGINS. */
export function desktopOrigin(): string {
  return electronKind() === 'electron' ? 'app://bundle' : 'https://bundle.app.test'
}

/** Starts the built program and waits for its first window's page. */
export async function launchDesktop(
  options: LaunchOptions,
): Promise<{ app: ElectronApplication; page: Page }> {
  const appDirectory = options.appDirectory ?? ROOT
  if (!existsSync(path.join(appDirectory, 'out/main/index.js'))) {
    throw new Error('The program is not built: run `npm run build`')
  }
  // Playwright reads this in our own process, when it resolves the binary.
  if (electronKind() === 'host') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = import.meta.dirname
  const server = options.serverUrl === undefined ? {} : { SATCHEL_SERVER_URL: options.serverUrl }
  const app = await _electron.launch({
    args: [appDirectory, `--user-data-dir=${options.userDataDir}`, ...(options.args ?? [])],
    env: { ...inheritedEnv(), ...server, ...options.env },
  })
  const page = await app.firstWindow()
  await page.waitForURL(/\/index\.html/)
  return { app, page }
}

/** Ends the program and its browser at once, as a crash or a power cut would. */
export async function killDesktop(app: ElectronApplication): Promise<void> {
  const child = app.process()
  const ended = once(child, 'exit')
  const pid = child.pid
  if (pid === undefined) throw new Error('The program has not started')
  // Playwright starts it as the leader of a process group of its own, except on Windows.
  process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  await ended
}

function isElectronInstalled(): boolean {
  const pathFile = path.join(ELECTRON, 'path.txt')
  if (!existsSync(pathFile)) return false
  return existsSync(path.join(ELECTRON, 'dist', readFileSync(pathFile, 'utf8')))
}

function inheritedEnv(): Record<string, string> {
  const entries = Object.entries(process.env)
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
