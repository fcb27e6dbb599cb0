import { mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { buildFixtureApp } from '#tests/electron-host/fixture-app.ts'
import { desktopOrigin, electronKind, launchDesktop } from '#tests/electron-host/launch.ts'

let server: Server
let serverUrl: string
let app: ElectronApplication
let page: Page

function listen(): Promise<Server> {
  const started = createServer((_request, response) => {
    response.setHeader('access-control-allow-origin', desktopOrigin())
    response.end('pong')
  })
  return new Promise((resolve) => {
    started.listen(0, '127.0.0.1', () => resolve(started))
  })
}

const portOf = (listening: Server) => (listening.address() as AddressInfo).port

/** What a fetch from the page comes to: the answer's text, or 'blocked'. */
const fetched = (url: string) =>
  page.evaluate(
    (address) =>
      fetch(address).then(
        (answer) => answer.text(),
        () => 'blocked',
      ),
    url,
  )

/** The directive an action of the page violates. */
const violation = (act: string) =>
  page.evaluate(
    (script) =>
      new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        })
        const actions: Record<string, () => void> = {
          'remote image': () =>
            document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' })),
          frame: () =>
            document.body.append(
              Object.assign(document.createElement('iframe'), { src: 'https://example.org/' }),
            ),
          form: () => {
            const form = Object.assign(document.createElement('form'), {
              action: 'https://example.org/',
              target: '_blank',
            })
            document.body.append(form)
            form.submit()
          },
        }
        actions[script]?.()
      }),
    act,
  )

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  server = await listen()
  serverUrl = `http://127.0.0.1:${portOf(server)}`
  const appDirectory = await buildFixtureApp()
  const userDataDir = mkdtempSync(path.join(os.tmpdir(), 'satchel-security-'))
  ;({ app, page } = await launchDesktop({ userDataDir, serverUrl, appDirectory }))
  await expect(page.getByRole('heading', { name: 'Fixture' })).toBeVisible()
})

test.afterAll(async () => {
  await app?.close()
  server?.close()
})

test(`the window is sandboxed and isolated (${electronKind()})`, async () => {
  const globals = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
  )
  expect(globals).toEqual([])
  expect(await page.evaluate(() => Object.keys(window.desktop ?? {}))).toEqual(['invoke', 'on'])
  expect(await page.evaluate(() => Object.isFrozen(window.desktop))).toBe(true)
})

test('the page comes with its policy and is not sniffed', async () => {
  const answer = await page.evaluate(async () => {
    const response = await fetch('./index.html')
    return Object.fromEntries(response.headers)
  })
  expect(answer['content-security-policy']).toContain("default-src 'none'")
  expect(answer['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(answer['content-security-policy']).toContain("require-trusted-types-for 'script'")
  expect(answer['x-content-type-options']).toBe('nosniff')
  expect(answer['referrer-policy']).toBe('no-referrer')
})

test('the page reaches its configured server on this machine, and no other', async () => {
  const other = await listen()
  expect(await fetched(serverUrl)).toBe('pong')
  expect(await fetched(`http://127.0.0.1:${portOf(other)}`)).toBe('blocked')
  expect(await fetched('https://example.org/')).toBe('blocked')
  other.close()
})

test('files outside the bundle are not served', async () => {
  const status = (url: string) => page.evaluate(async (address) => (await fetch(address)).status, url)
  expect(await status('./index.html')).toBe(200)
  expect(await status('./..%2fmain%2findex.js')).toBe(404)
  expect(await status('./..%2f..%2fpackage.json')).toBe(404)
})

test('a script in the page’s text does not run', async () => {
  const title = await page.evaluate(() => {
    const script = document.createElement('script')
    script.append('document.title = "hacked"')
    document.body.append(script)
    return document.title
  })
  expect(title).toBe('Fixture')
})

test('remote images, frames and forms are refused by the policy', async () => {
  expect(await violation('remote image')).toBe('img-src')
  expect(await violation('frame')).toBe('frame-src')
  expect(await violation('form')).toBe('form-action')
})

test('our libraries work under trusted types, raw markup does not', async () => {
  await page.getByRole('button', { name: 'Actions' }).click()
  await expect(page.getByRole('menuitem', { name: 'Assign' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('worker')).toHaveText('worker: hello')
  await expect(page.getByTestId('mail').locator('b')).toHaveText('fire')
  await expect(page).toHaveTitle('Fixture')
  const refused = await page.evaluate(async () => {
    // The debugger's own call may evaluate text; what a timer runs is the page's.
    await new Promise((resolve) => setTimeout(resolve))
    const attempts: Record<string, () => void> = {
      markup: () => (document.createElement('div').innerHTML = '<img src=x>'),
      // oxlint-disable-next-line no-eval -- that it throws is what is tested
      code: () => void eval('1'),
      'function from text': () => void Function('return 1')(),
      'remote worker': () => void new Worker('https://example.org/a.js'),
      'data worker': () => void new Worker('data:text/javascript,1'),
    }
    return Object.keys(attempts).filter((name) => {
      try {
        attempts[name]?.()
        return false
      } catch {
        return true
      }
    })
  })
  expect(refused).toEqual(['markup', 'code', 'function from text', 'remote worker', 'data worker'])
})

test('links leave through the system, if they are https, mailto or tel', async () => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url: string) => void opened.push(url)
  })
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  await page.getByRole('link', { name: 'Leaves for the browser' }).click()
  await expect.poll(opened).toEqual(['https://example.org/outside'])
  await page.evaluate(() => window.open('file:///etc/passwd'))
  const refused = await page.evaluate(() => window.desktop?.invoke('external.open', ['javascript:alert(1)']))
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'unsupported-scheme' } })
  await page.evaluate(() => window.desktop?.invoke('external.open', ['mailto:it@example.org']))
  await page.evaluate(() => window.desktop?.invoke('external.open', ['tel:+33472000000']))
  await expect
    .poll(opened)
    .toEqual(['https://example.org/outside', 'mailto:it@example.org', 'tel:+33472000000'])
  expect(await windowUrls()).toEqual(['app://bundle/index.html'])
})

test('the page cannot navigate away', async () => {
  await page.getByRole('link', { name: 'Navigates away' }).click()
  await page.evaluate(() => {
    location.href = 'https://example.org/by-script'
  })
  await expect(page.getByRole('heading', { name: 'Fixture' })).toBeVisible()
  expect(await windowUrls()).toEqual(['app://bundle/index.html'])
})

test('a frame inside the page has no bridge', async () => {
  const hasBridge = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const inner = frame.contentWindow as Window | null
    return inner !== null && 'desktop' in inner
  })
  expect(hasBridge).toBe(false)
})

test('only named channels with parsed arguments act', async () => {
  const invoke = (channel: string, args: unknown) =>
    page.evaluate(
      ([name, sent]) => {
        const bridge = window.desktop as unknown as { invoke(name: unknown, sent: unknown): Promise<unknown> }
        return bridge.invoke(name, sent).catch((error: Error) => error.message)
      },
      [channel, args] as const,
    )
  expect(await invoke('shell.run', [])).toContain('No such channel')
  expect(await invoke('secret.get', ['../settings'])).toMatchObject({
    refusal: { code: 'invalid-arguments' },
  })
  expect(await invoke('server.set', [{ href: 'https://x' }])).toMatchObject({
    refusal: { code: 'invalid-arguments' },
  })
  expect(await invoke('server.set', ['http://desk.example.org'])).toMatchObject({
    refusal: { code: 'https-required' },
  })
})

test('permissions are denied but for what the console needs', async () => {
  const state = (name: string) =>
    page.evaluate(
      async (asked) => (await navigator.permissions.query({ name: asked as PermissionName })).state,
      name,
    )
  expect(await state('geolocation')).toBe('denied')
  expect(await state('microphone')).toBe('denied')
  expect(await state('clipboard-read')).toBe('denied')
  expect(await state('camera')).toBe('granted')
  expect(await state('notifications')).toBe('granted')
})

test('the window is made with every safe preference', async () => {
  test.skip(electronKind() === 'host', 'the stand-in refuses unsafe windows instead of reporting them')
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return (contents as unknown as { getLastWebPreferences(): object } | undefined)?.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  })
})

function windowUrls(): Promise<string[]> {
  return app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL()),
  )
}
