import { chromium } from '@playwright/test'
import { expect, test } from 'vitest'
import { chromiumLaunchOptions } from './chromium.ts'

test('the browser of this machine opens a page and runs its script', async () => {
  const browser = await chromium.launch(await chromiumLaunchOptions())
  try {
    const page = await browser.newPage()
    await page.goto('data:text/html,<title>x</title><script>document.title = String(6 * 7)</script>')
    expect(await page.title()).toBe('42')
  } finally {
    await browser.close()
  }
})
