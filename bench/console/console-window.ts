import { readFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { chromiumLaunchOptions } from '#tests/support/chromium.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'
import { heapAtRest } from '../sync/browser-window.ts'
import { sessionAnswer, type ConsoleSite } from './console-site.ts'
import { installProbe, installSights } from './probe.ts'

const VIEWPORT = { width: 1440, height: 900 }
const ACT_MS = 60_000

/** A Chromium with a profile on the disk, in which somebody is signed in to one desk. */
export interface ConsoleWindow {
  readonly page: Page
  /** Bytes of the page's heap at rest, and of the whole process with its workers. */
  memory(): Promise<{ readonly heap: number; readonly process: number }>
  close(): Promise<void>
}

/** Where a profile lies; a given folder stays, another one goes with the run. */
export async function profileAt(folder: string | undefined, name: string) {
  if (folder === undefined) return createTempDir(`bench-${name}`)
  const path = join(folder, name)
  await mkdir(path, { recursive: true })
  return { path, remove: () => Promise.resolve() }
}

/** Starts Chromium, headless, and opens the console of the site in it. */
export async function openConsole(site: ConsoleSite, profile: string): Promise<ConsoleWindow> {
  const options = await chromiumLaunchOptions()
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    headless: true,
    viewport: VIEWPORT,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    // The console comes from the site, never from what an earlier build left in the profile.
    serviceWorkers: 'block',
  })
  context.setDefaultTimeout(ACT_MS)
  await context.addInitScript(installSights)
  await context.addInitScript(installProbe)
  await context.addInitScript(signIn, [site.origin, sessionAnswer()] as const)
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(error))
  await page.goto(`${site.origin}/console/`)
  return {
    page,
    memory: async () => ({ heap: await heapAtRest(page), process: await processMemory(context, page) }),
    close: () => context.close(),
  }
}

/** As the console keeps it after signing in. */
function signIn([serverUrl, answer]: readonly [string, ReturnType<typeof sessionAnswer>]): void {
  const { person, deviceId, offlineDays } = answer
  localStorage.setItem('satchel.signed-in', JSON.stringify({ person, deviceId, offlineDays, serverUrl }))
  localStorage.setItem('satchel.session', 'bench')
}

/** Resident bytes of the largest renderer: this page's, since no other one is open. */
async function processMemory(context: BrowserContext, page: Page): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession()
  const own = session ?? (await context.newCDPSession(page))
  const { processInfo } = await own.send('SystemInfo.getProcessInfo')
  await own.detach()
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  const sizes = await Promise.all(renderers.map(({ id }) => residentBytes(id)))
  return Math.max(0, ...sizes)
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1] ?? 0) * 1024
}
