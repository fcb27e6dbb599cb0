import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test'
import { chromiumLaunchOptions } from '#tests/support/chromium.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'

/** A Chromium with a profile of its own on the disk: a private window would keep IndexedDB in memory. */
export interface Browser {
  /** A fresh page at the site, ready to measure. */
  page(origin: string): Promise<Page>
  /** Ends Chromium and starts it again on the same profile. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Starts Chromium, headless. */
export async function openBrowser(): Promise<Browser> {
  const profile = await createTempDir('bench-profile')
  let context = await launch(profile.path)
  return {
    async page(origin) {
      const page = await context.newPage()
      page.on('pageerror', (error) => console.error(error))
      page.on('console', (message) => {
        // A checkpoint that is not there yet is a 404, a server that is away a 503: both are meant.
        const isAnswer = message.text().startsWith('Failed to load resource')
        if (message.type() === 'error' && !isAnswer) console.error(message.text())
      })
      await page.goto(origin)
      await page.waitForFunction('typeof bench === "object"')
      return page
    },
    async restart() {
      await context.close()
      context = await launch(profile.path)
    },
    async close() {
      await context.close()
      await profile.remove()
    },
  }
}

async function launch(profile: string): Promise<BrowserContext> {
  const options = await chromiumLaunchOptions()
  const args = [...(options.args ?? []), '--enable-precise-memory-info']
  return chromium.launchPersistentContext(profile, { ...options, args, headless: true })
}

/** Calls a function of the measured page. */
export function call<T>(page: Page, name: string, ...args: readonly unknown[]): Promise<T> {
  return page.evaluate<T>(`bench.${name}(${args.map((each) => JSON.stringify(each)).join(', ')})`)
}

/** Bytes on the page's heap after everything unreachable was collected. */
export async function heapAtRest(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}
