import { existsSync } from 'node:fs'
import { installPackages, isDebianRoot } from './apt.ts'

const knownPaths = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
]

async function playwrightChromium(): Promise<string> {
  const { chromium } = await import('@playwright/test')
  return chromium.executablePath()
}

/**
 * Path of a Chromium to run tests with: CHROMIUM_PATH, an installed browser, Playwright's own, else one installed
 * by apt; throws an Error that says what to do.
 */
export async function findChromium(): Promise<string> {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist. Correct it or unset it.`)
  }
  const installed = [...knownPaths, await playwrightChromium()].find((path) => existsSync(path))
  if (installed) return installed
  if (isDebianRoot()) {
    await installPackages(['chromium', 'fonts-liberation'])
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  throw new Error(
    'No Chromium found. Install one ("sudo apt-get install chromium", "brew install --cask chromium", ' +
      '"npx playwright install chromium") or set CHROMIUM_PATH to the executable of a Chromium-based browser.',
  )
}
