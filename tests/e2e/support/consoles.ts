import { chromium, type BrowserContext } from '@playwright/test'
import { chromiumLaunchOptions } from '../../support/chromium.ts'
import { createTempDir } from '../../support/temp-dir.ts'
import { killDesktop, launchDesktop } from '../../electron-host/launch.ts'
import { consoleUser, type ConsoleUser } from './console.ts'

/** A console on a machine of its own, which can crash and come back on the same disk. */
export interface Machine {
  start(): Promise<ConsoleUser>
  /** Ends the program at once, as a power cut would. */
  crash(): Promise<void>
  /** Ends the program and forgets the disk. */
  remove(): Promise<void>
}

/** The two programs an agent may work in, on an empty disk, connected to this address. */
export const MACHINES: readonly (readonly [name: string, (url: string) => Promise<Machine>])[] = [
  ['the desktop program', desktopMachine],
  ['the browser', (url) => browserMachine(url)],
]

async function desktopMachine(url: string): Promise<Machine> {
  const disk = await createTempDir('machine')
  const launch = () => launchDesktop({ userDataDir: disk.path, serverUrl: url, env: { LANGUAGE: 'en' } })
  let running: Awaited<ReturnType<typeof launch>> | undefined
  return {
    async start() {
      running = await launch()
      return consoleUser(running.page)
    },
    async crash() {
      if (running) await killDesktop(running.app)
      running = undefined
    },
    async remove() {
      await running?.app.close()
      await disk.remove()
    },
  }
}

/** A 10" tablet: touch, and a camera that sees what this Y4M film shows. */
export function tabletMachine(url: string, film: string): Promise<Machine> {
  return browserMachine(url, {
    viewport: { width: 1280, height: 800 },
    hasTouch: true,
    permissions: ['camera'],
    args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
  })
}

type MachineOptions = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>

async function browserMachine(url: string, { args = [], ...options }: MachineOptions = {}): Promise<Machine> {
  const disk = await createTempDir('machine')
  let context: BrowserContext | undefined
  return {
    async start() {
      const launch = await chromiumLaunchOptions()
      context = await chromium.launchPersistentContext(disk.path, {
        ...launch,
        ...options,
        args: [...(launch.args ?? []), ...args],
        locale: 'en-GB',
      })
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(`${url}/console/`)
      // Without it a page that starts while the server is away is no page at all.
      await page.evaluate(async () => void (await navigator.serviceWorker.ready))
      return consoleUser(page)
    },
    async crash() {
      const page = context?.pages()[0]
      if (!context || !page) return
      const ended = context.waitForEvent('close')
      const session = await context.newCDPSession(page)
      // Never answered: there is nobody left to answer.
      session.send('Browser.crash').catch(() => undefined)
      await ended
      context = undefined
    },
    async remove() {
      await context?.close()
      await disk.remove()
    },
  }
}
