/**
 * Plays the Electron binary: reads its arguments, puts our `electron` module in the place of the
 * real one, evaluates the app's own main bundle, starts Chromium and says ready.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import { readArguments } from './arguments.ts'
import { followTargets } from './browser-window.ts'
import { launchChromium } from './chromium.ts'
import { electronModule } from './electron-module.ts'
import { host, type Manifest } from './host.ts'
import { interceptRequests } from './requests.ts'

const MODULE_URL = 'electron-host:module'
const MODULE_KEY = 'electron-host.module'
const SLOW_MODULE_MS = 20_000
const LAST_WORDS_MS = 3000

function replaceElectron(): void {
  Object.assign(globalThis, { [Symbol.for(MODULE_KEY)]: electronModule })
  const names = Object.keys(electronModule).map((name) => `exports.${name} = e.${name};`)
  const source = `const e = globalThis[Symbol.for('${MODULE_KEY}')];${names.join('')}`
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron'
        ? { url: MODULE_URL, format: 'commonjs', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === MODULE_URL ? { format: 'commonjs', shortCircuit: true, source } : next(url, context),
  })
}

function dressProcess(argv: readonly string[], version: string): void {
  process.argv = [path.join(import.meta.dirname, 'electron'), ...argv]
  const versions = { ...process.versions, electron: version, chrome: '0.0.0.0' }
  Object.defineProperty(process, 'versions', { value: versions })
  Object.assign(process, { type: 'browser', defaultApp: true })
}

function electronVersion(): string {
  const file = path.join(import.meta.dirname, '../../node_modules/electron/package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function openApp(appPath: string): string {
  const entry = path.resolve(appPath)
  const isDirectory = statSync(entry).isDirectory()
  host.appPath = isDirectory ? entry : path.dirname(entry)
  const file = path.join(host.appPath, 'package.json')
  if (existsSync(file)) host.manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  app.name = host.manifest.productName ?? host.manifest.name ?? 'Electron'
  return isDirectory ? path.join(entry, host.manifest.main ?? 'index.js') : entry
}

function endOnSignals(): void {
  process.on('SIGTERM', () => app.quit())
  process.on('SIGINT', () => app.quit())
  process.on('uncaughtException', (error) => {
    console.error('A JavaScript error occurred in the main process', error)
    app.exit(1)
    setTimeout(() => process.exit(1), LAST_WORDS_MS).unref()
  })
}

/** As in Electron, `ready` waits for the module: one that awaits readiness at its top level hangs. */
async function evaluate(main: string): Promise<void> {
  const slow = setTimeout(() => {
    console.error('electron-host: the main module does not finish; does it await app.whenReady()?')
    process.exit(1)
  }, SLOW_MODULE_MS)
  await import(pathToFileURL(main).href)
  clearTimeout(slow)
}

async function startChromium(): Promise<void> {
  const profile = path.join(app.getPath('userData'), 'chromium')
  host.browser = await launchChromium(profile, (line) => process.stderr.write(`\n${line}\n`))
  host.browser.child.once('exit', () => {
    if (!host.isQuitting) process.exit(1)
  })
  await followTargets()
  await interceptRequests()
}

const given = process.argv.slice(2)
const { appPath, preloads, switches } = readArguments(given)
for (const [name, value] of switches) host.switches.set(name, value)
dressProcess(given, electronVersion())
replaceElectron()
const inspect = host.switches.get('inspect')
if (inspect !== undefined) inspector.open(Number(inspect) || 0, '127.0.0.1')
if (appPath === undefined) throw new Error('electron-host: no app given')
const main = openApp(appPath)
const require = createRequire(path.join(host.appPath, 'package.json'))
for (const preload of preloads) require(preload)
endOnSignals()
await evaluate(main)
await startChromium()
app.markReady()
