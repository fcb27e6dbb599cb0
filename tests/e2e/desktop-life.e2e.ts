import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import type { DesktopBridge, InvokeArgs, InvokeChannel } from '#shared/ipc/channels.ts'
import { buildFixtureApp } from '#tests/electron-host/fixture-app.ts'
import { electronKind, killDesktop, launchDesktop, type LaunchOptions } from '#tests/electron-host/launch.ts'

let appDirectory: string
let running: ElectronApplication | undefined

test.beforeAll(async () => {
  appDirectory = await buildFixtureApp()
})

test.afterEach(async () => {
  await running?.close()
  running = undefined
})

const freshDirectory = () => mkdtempSync(path.join(os.tmpdir(), 'satchel-life-'))

async function start(
  options: Partial<LaunchOptions> = {},
): Promise<{ app: ElectronApplication; page: Page }> {
  const launched = await launchDesktop({ userDataDir: freshDirectory(), appDirectory, ...options })
  running = launched.app
  await expect(launched.page.getByRole('heading', { name: 'Fixture' })).toBeVisible()
  return launched
}

/** Asks the main process over the bridge, as the console does. */
function invoke<C extends InvokeChannel>(page: Page, channel: C, args: InvokeArgs<C>): Promise<unknown> {
  return page.evaluate(
    ([name, sent]) => (window.desktop as DesktopBridge).invoke(name as 'app.info', sent as []),
    [channel, args] as const,
  )
}

/** Starts the program a second time on the same profile, as a click on a link does; answers its exit code. */
function startAgain(userDataDir: string, ...args: string[]): number | null {
  const electron = createRequire(import.meta.url)('electron') as string
  const again = ['--no-sandbox', appDirectory, `--user-data-dir=${userDataDir}`, ...args]
  return spawnSync(electron, again, { timeout: 20_000 }).status
}

const isMainVisible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())

test(`what the page kept is there after a restart (${electronKind()})`, async () => {
  const userDataDir = freshDirectory()
  const first = await start({ userDataDir })
  await first.page.getByLabel('Note').fill('kept across restarts')
  await expect(first.page.getByTestId('kept')).toHaveText('kept across restarts')
  await first.app.close()
  const second = await start({ userDataDir })
  await expect(second.page.getByLabel('Note')).toHaveValue('kept across restarts')
})

test('what the page kept survives kill -9', async () => {
  const userDataDir = freshDirectory()
  for (const round of ['first', 'second', 'third']) {
    const { app, page } = await start({ userDataDir })
    await page.getByLabel('Note').fill(`${round} crash`)
    await expect(page.getByTestId('kept')).toHaveText(`${round} crash`)
    await killDesktop(app)
    running = undefined
  }
  const { page } = await start({ userDataDir })
  await expect(page.getByLabel('Note')).toHaveValue('third crash')
})

test('the page loads without a network, and knows it', async () => {
  const { app, page } = await start()
  await app.context().setOffline(true)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Fixture' })).toBeVisible()
  expect(await page.evaluate(() => navigator.onLine)).toBe(false)
  await app.context().setOffline(false)
  await expect.poll(() => page.evaluate(() => navigator.onLine)).toBe(true)
})

test('a link that starts the program waits for the page', async () => {
  const { page } = await start({ args: ['satchel://ticket/ticket-1'] })
  await expect(page.getByTestId('links')).toHaveText('ticket-1')
})

test('a second start brings the first one forward and hands over its link', async () => {
  const userDataDir = freshDirectory()
  const { app, page } = await start({ userDataDir })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  expect(startAgain(userDataDir, 'satchel://ticket/ticket-2')).toBe(0)
  await expect(page.getByTestId('links')).toHaveText('ticket-2')
  expect(await isMainVisible(app)).toBe(true)
})

test('a hostile link opens nothing', async () => {
  const userDataDir = freshDirectory()
  const { app, page } = await start({ userDataDir })
  for (const link of [
    'satchel://ticket/..%2f..%2fsettings',
    'satchel://ticket/<img>',
    'satchel://run/calc',
  ]) {
    expect(startAgain(userDataDir, link)).toBe(0)
  }
  expect(startAgain(userDataDir, 'satchel://ticket/ticket-3')).toBe(0)
  await expect(page.getByTestId('links')).toHaveText('ticket-3')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a menu command reaches the page', async () => {
  const { app, page } = await start()
  await app.evaluate(({ Menu }) => {
    for (const id of ['palette', 'new-ticket']) Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
  })
  await expect(page.getByTestId('commands')).toHaveText('palette new-ticket')
})

test('the menu speaks the chosen language, also after a restart', async () => {
  const userDataDir = freshDirectory()
  const label = (app: ElectronApplication) =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('palette')?.label)
  const { app, page } = await start({ userDataDir })
  expect(await label(app)).toBe('Command palette…')
  await invoke(page, 'app.set-language', ['fr'])
  expect(await label(app)).toBe('Palette de commandes…')
  await app.close()
  expect(await label((await start({ userDataDir })).app)).toBe('Palette de commandes…')
})

test('closing the window ends the program', async () => {
  test.skip(process.platform === 'darwin', 'on macOS the program stays, as is usual there')
  const { app, page } = await start()
  const ended = app.waitForEvent('close')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await ended
  running = undefined
  expect(page.isClosed()).toBe(true)
})

test('a person can choose that closing hides', async () => {
  const { app } = await start()
  await app.evaluate(({ Menu, BrowserWindow }) => {
    Menu.getApplicationMenu()?.getMenuItemById('keep-in-tray')?.click()
    BrowserWindow.getAllWindows()[0]?.close()
  })
  expect(await isMainVisible(app)).toBe(false)
})

test('the window opens where it was', async () => {
  const userDataDir = freshDirectory()
  const bounds = { x: 60, y: 50, width: 900, height: 640 }
  const first = await start({ userDataDir })
  await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds)
  await first.app.close()
  const second = await start({ userDataDir })
  const opened = () =>
    second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  expect(await opened()).toEqual(bounds)
})

test('the tray says how much waits and the badge what needs a person', async () => {
  const { app, page } = await start()
  await app.evaluate(({ app: electronApp, Tray }) => {
    const shown: unknown[] = []
    Object.assign(globalThis, { shown })
    Tray.prototype.setToolTip = (text) => void shown.push(text)
    electronApp.setBadgeCount = (count) => shown.push(count) > 0
  })
  await invoke(page, 'tray.update', [{ waiting: 7, needsYou: 2, label: '7 changes waiting' }])
  const shown = await app.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown)
  expect(shown).toEqual(['Satchel: 7 changes waiting', 2])
})

test('a clicked notification opens its ticket', async () => {
  const { app, page } = await start()
  await app.evaluate(({ Notification }) => {
    Notification.prototype.show = function show() {
      Object.assign(globalThis, { shown: [this.title, this.body] })
      this.emit('click')
    }
  })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const notice = { title: 'SLA at risk', body: 'Printer on fire', ticketId: 'ticket-4' }
  expect(await invoke(page, 'notify.show', [notice])).toEqual({ ok: true, value: null })
  await expect(page.getByTestId('links')).toHaveText('ticket-4')
  expect(await app.evaluate(() => (globalThis as unknown as { shown: unknown }).shown)).toEqual([
    'SLA at risk',
    'Printer on fire',
  ])
  expect(await isMainVisible(app)).toBe(true)
})

test('a ticket has one window of its own', async () => {
  const { app, page } = await start()
  const opened = app.waitForEvent('window')
  await invoke(page, 'window.open-ticket', ['ticket-5'])
  await (await opened).waitForURL(/#\/tickets\/ticket-5$/)
  await invoke(page, 'window.open-ticket', ['ticket-5'])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2)
})

test('a file goes where the person says', async () => {
  const { app, page } = await start()
  const chosen = path.join(freshDirectory(), 'outbox.json')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, chosen)
  const saved = await page.evaluate(() =>
    window.desktop?.invoke('file.save', ['outbox.json', new TextEncoder().encode('{"é":1}')]),
  )
  expect(saved).toEqual({ ok: true, value: true })
  expect(readFileSync(chosen, 'utf8')).toBe('{"é":1}')
})

test('a session survives a restart, and is not readable on disk', async () => {
  const userDataDir = freshDirectory()
  const first = await start({ userDataDir })
  const kept = await invoke(first.page, 'secret.set', ['session-token', 'sesame-open'])
  test.skip(JSON.stringify(kept).includes('memory'), 'this machine has no keychain')
  await first.app.close()
  expect(readFileSync(path.join(userDataDir, 'secrets.json'), 'utf8')).not.toContain('sesame')
  const second = await start({ userDataDir })
  expect(await invoke(second.page, 'secret.get', ['session-token'])).toEqual({
    ok: true,
    value: 'sesame-open',
  })
})

test('without a keychain a session lasts as long as the program, and that is said', async () => {
  test.skip(electronKind() === 'electron', 'the keychain of a real machine cannot be taken away')
  const userDataDir = freshDirectory()
  const env = { ELECTRON_HOST_KEYCHAIN: 'basic_text' }
  const first = await start({ userDataDir, env })
  expect(await invoke(first.page, 'app.info', [])).toMatchObject({ value: { keychain: 'memory' } })
  await invoke(first.page, 'secret.set', ['session-token', 'sesame'])
  expect(await invoke(first.page, 'secret.get', ['session-token'])).toMatchObject({ value: 'sesame' })
  await first.app.close()
  const second = await start({ userDataDir, env })
  expect(await invoke(second.page, 'secret.get', ['session-token'])).toMatchObject({ value: null })
})

test('another server gets a fresh page, a new policy and no session', async () => {
  const { page } = await start({ serverUrl: 'https://old.example.org' })
  await invoke(page, 'secret.set', ['session-token', 'for-the-old-server'])
  const reloaded = page.waitForEvent('load')
  expect(await invoke(page, 'server.set', ['https://new.example.org/'])).toEqual({
    ok: true,
    value: 'https://new.example.org',
  })
  await reloaded
  const policy = await page.evaluate(async () =>
    (await fetch('./index.html')).headers.get('content-security-policy'),
  )
  expect(policy).toContain('https://new.example.org')
  expect(policy).not.toContain('https://old.example.org')
  expect(await invoke(page, 'secret.get', ['session-token'])).toMatchObject({ value: null })
  expect(await invoke(page, 'server.get', [])).toMatchObject({ value: 'https://new.example.org' })
})

test('waking up is told to the page', async () => {
  const { app, page } = await start()
  await page.evaluate(() => {
    window.desktop?.on('power.resumed', () => {
      document.title = 'awake'
    })
  })
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await expect(page).toHaveTitle('awake')
})
