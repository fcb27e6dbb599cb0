import { chromium, type Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startDesk } from '#tests/e2e/support/desk.ts'
import { placeScenes } from '#tests/e2e/support/place-scenes.ts'
import {
  consoleScenes,
  DESK_DARK,
  DESK_LIGHT,
  desktopScenes,
  offlineScenes,
  PHONE_DARK,
  PHONE_LIGHT,
  portalScenes,
  WIDE_DARK,
  WIDE_LIGHT,
} from '#tests/e2e/support/scenes.ts'
import { TABLET_DARK, TABLET_LIGHT, touchScenes } from '#tests/e2e/support/touch-scenes.ts'
import { chromiumLaunchOptions } from '#tests/support/chromium.ts'
import { isBuildCurrent } from './build-freshness.ts'

/** `npm run screenshots`: every screen of the demo desk into docs/screenshots. */
const root = join(import.meta.dirname, '..')
const folder = process.env['SCREENSHOTS'] ?? join(root, 'docs/screenshots')

if (!isBuildCurrent(root))
  execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' })
mkdirSync(folder, { recursive: true })

const onScene = async (name: string, page: Page): Promise<void> => {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  console.log(name)
}

const desk = await startDesk('sqlite')
const browser = await chromium.launch(await chromiumLaunchOptions())
try {
  for (const look of [DESK_LIGHT, DESK_DARK]) {
    await consoleScenes(browser, desk.first.url, look, onScene)
    await placeScenes(browser, desk.first.url, look, onScene)
    await offlineScenes(browser, desk.first.url, look, onScene)
    await desktopScenes(desk.first.url, look, onScene)
  }
  for (const look of [WIDE_LIGHT, WIDE_DARK]) {
    await consoleScenes(browser, desk.first.url, look, onScene)
    await placeScenes(browser, desk.first.url, look, onScene)
  }
  for (const look of [TABLET_LIGHT, TABLET_DARK]) await touchScenes(browser, desk.first.url, look, onScene)
  for (const look of [PHONE_LIGHT, PHONE_DARK, DESK_LIGHT])
    await portalScenes(browser, desk.first.url, look, onScene)
} finally {
  await browser.close()
  await desk.stop()
}
