import { once } from 'node:events'
import { mkdtempSync, readFileSync, readlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test, type ElectronApplication } from '@playwright/test'
import { isAlive } from '#tests/electron-host/chromium.ts'
import { buildFixtureApp } from '#tests/electron-host/fixture-app.ts'
import { electronKind, launchDesktop } from '#tests/electron-host/launch.ts'

test.skip(electronKind() === 'electron', 'these are about the stand-in for Electron’s binary')

let appDirectory: string
let userDataDir: string
let app: ElectronApplication

test.beforeAll(async () => {
  appDirectory = await buildFixtureApp()
})

test.beforeEach(async () => {
  userDataDir = mkdtempSync(path.join(os.tmpdir(), 'satchel-host-'))
  ;({ app } = await launchDesktop({ userDataDir, appDirectory }))
})

test.afterEach(async () => {
  await app.close()
})

test('Playwright starts the binary as the stand-in expects', () => {
  const [binary, ...args] = app.process().spawnargs
  expect(binary).toMatch(/tests\/electron-host\/electron$/)
  expect(args).toEqual([
    '-r',
    expect.stringMatching(/playwright-core\/.*loader\.js$/),
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    appDirectory,
    `--user-data-dir=${userDataDir}`,
  ])
})

test('Playwright’s loader uses what the stand-in provides, and no more', () => {
  const [, , loader = ''] = app.process().spawnargs
  const source = readFileSync(loader, 'utf8')
  const used = new Set([...source.matchAll(/import_electron\.([\w.]+)/g)].map((match) => match[1]))
  expect([...used].sort()).toEqual([
    'app',
    'app.commandLine.appendSwitch',
    'app.emit',
    'app.emit.bind',
    'app.isReady',
    'app.listenerCount',
    'app.whenReady',
  ])
  expect(source).toContain('globalThis.__playwright_run')
})

test('a window is found from its page, and a page from its target', async () => {
  const page = await app.firstWindow()
  const window = await app.browserWindow(page)
  await expect.poll(() => window.evaluate((found) => found.isVisible())).toBe(true)
  expect(await window.evaluate((found) => found.webContents.getURL())).toBe('app://bundle/index.html')
})

test('what the stand-in lacks says its name', async () => {
  await expect(app.evaluate(({ app: electronApp }) => electronApp.getFileIcon('/'))).rejects.toThrow(
    'electron-host: app.getFileIcon is not implemented',
  )
  await expect(app.evaluate(({ shell }) => shell.openExternal('https://example.org'))).rejects.toThrow(
    'a test must replace it first',
  )
})

test('an unsafe window is not made', async () => {
  const unsafe = app.evaluate(({ BrowserWindow }) => {
    const window = new BrowserWindow({ webPreferences: { sandbox: false } })
    return window.id
  })
  await expect(unsafe).rejects.toThrow('only sandboxed, isolated windows')
})

test('when the program is killed, its browser goes with it', async () => {
  test.skip(process.platform !== 'linux', 'elsewhere only the whole group can be killed')
  const lock = readlinkSync(path.join(userDataDir, 'chromium/SingletonLock'))
  const browserPid = Number(lock.split('-').at(-1))
  const child = app.process()
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  await expect.poll(() => isRunning(browserPid)).toBe(false)
})

/** A process that has ended but was not yet collected by its parent is not running. */
function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false
  return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
}
