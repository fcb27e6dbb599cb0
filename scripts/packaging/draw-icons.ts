/** Draws every icon file from the SVGs in build/. Run it after changing one of them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { findChromium } from '../provision/chromium.ts'
import { icnsFile, icoFile, type SquarePng } from './icon-containers.ts'

const BUILD = path.join(import.meta.dirname, '../../build')
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const ICO_SIZES = new Set([16, 24, 32, 48, 64, 128, 256])
const ICNS_SIZES = new Set([16, 32, 64, 128, 256, 512, 1024])
const TRAY_PIXELS = 32

async function draw(browser: Browser, svg: string, pixels: number): Promise<SquarePng> {
  const page = await browser.newPage({ viewport: { width: pixels, height: pixels } })
  const source = readFileSync(path.join(BUILD, svg)).toString('base64')
  await page.setContent(
    `<body style="margin:0"><img style="display:block;width:100vw;height:100vh" src="data:image/svg+xml;base64,${source}">`,
  )
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return { pixels, png }
}

function write(file: string, content: Buffer): void {
  writeFileSync(path.join(BUILD, file), content)
  console.log(`build/${file}: ${content.length} bytes`)
}

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  mkdirSync(path.join(BUILD, 'icons'), { recursive: true })
  const icons: SquarePng[] = []
  for (const pixels of ICON_SIZES) icons.push(await draw(browser, 'icon.svg', pixels))
  for (const { pixels, png } of icons) write(`icons/${pixels}x${pixels}.png`, png)
  write('icon.ico', icoFile(icons.filter(({ pixels }) => ICO_SIZES.has(pixels))))
  write('icon.icns', icnsFile(icons.filter(({ pixels }) => ICNS_SIZES.has(pixels))))
  for (const name of ['tray', 'tray-template']) {
    write(`${name}.png`, (await draw(browser, `${name}.svg`, TRAY_PIXELS)).png)
  }
} finally {
  await browser.close()
}
