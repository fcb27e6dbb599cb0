import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { DeviceList } from '#shared/protocol/session.ts'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { launchDesktop } from '../electron-host/launch.ts'
import { aCreation, createApiClient, signIn, type ApiClient } from '../support/api-client.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { createTempDir } from '../support/temp-dir.ts'
import { colleague } from './support/agents.ts'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const SARAH = { id: 'agent-3', email: 'sarah.collins@brevent.example' }
const TITLE = 'The door of the server room does not lock'
const NOTE = 'The locksmith comes on Thursday, keep it between us.'
const DRAFT = 'Ask for two keys.'
const READY = 60_000

/** Everything of Sarah's copy that the page's origin still holds: databases, caches, entries, workers. */
const remains = (page: Page) =>
  page.evaluate(async () => {
    const { 'satchel.revoked': told = '', ...entries } = { ...localStorage } as Record<string, string>
    const registrations = await navigator.serviceWorker.getRegistrations()
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
      caches: await caches.keys(),
      entries: JSON.stringify(entries),
      sessionEntries: sessionStorage.length,
      told: Object.keys(JSON.parse(told || '{}') as object).sort(),
      workers: registrations.filter(({ active }) => active !== null).length,
    }
  })

/** What every byte of the origin's databases says, read without the program. */
const rawDatabases = (page: Page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name === undefined ? [] : [name]))
    const rows: unknown[] = []
    for (const name of names) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error))
      })
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).getAll()
        rows.push(
          await new Promise((resolve) => request.addEventListener('success', () => resolve(request.result))),
        )
      }
      database.close()
    }
    return JSON.stringify(rows)
  })

/** An administrator revokes every device of Sarah's. */
async function revokeAll(admin: ApiClient): Promise<void> {
  const { body } = await admin.get<DeviceList>(`/api/devices?person=${SARAH.id}`)
  expect(body.devices.length).toBeGreaterThan(0)
  for (const { id } of body.devices)
    expect((await admin.request('DELETE', `/api/devices/${id}`)).status).toBe(204)
}

/** Answers how many of her changes wait then. */
async function workOffline(user: ConsoleUser): Promise<number> {
  await user.open(TITLE)
  await user.addNote(NOTE)
  await user.tab('conversations')
  await user.page
    .getByRole('textbox', { name: user.words('messages:compose.replyLabel', { name: '' }).trim() })
    .fill(DRAFT)
  await expect(user.pill).toContainText(/Offline, \d changes waiting/, { timeout: READY })
  return Number(/\d/.exec(await user.pill.innerText())?.[0])
}

test('a revoked browser is wiped in every tab, says what was lost, and may begin anew', async ({ page }) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  const cable = await startFaultProxy({ port: desk.first.port })
  const user = consoleUser(page)
  const { words } = user
  const title = words('device:revoked.title')
  let waiting = 0
  try {
    const marc = await colleague(desk.first.url, 'Marc Dubois')
    await marc.openTicket(TITLE, SARAH.id)
    const admin = await signIn(desk.first.url, {
      email: 'amelie.laurent@brevent.example',
      password: DEMO_PASSWORD,
    })
    await page.goto(`${cable.url}/console/`)
    await user.signIn(SARAH.email)
    await expect(user.row(TITLE)).toBeVisible({ timeout: READY })
    await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    const token = await page.evaluate(() => localStorage.getItem('satchel.session') ?? '')
    const second = await page.context().newPage()
    await second.goto(`${cable.url}/console/`)
    await expect(consoleUser(second).row(TITLE)).toBeVisible({ timeout: READY })

    await test.step('she works offline, and her device is revoked meanwhile', async () => {
      cable.cut()
      waiting = await workOffline(user)
      expect(await rawDatabases(page)).toContain(NOTE)
      await revokeAll(admin.client)
    })

    await test.step('when it reaches the server again, it says what happened, in both tabs', async () => {
      cable.heal()
      for (const tab of [page, second]) {
        await expect(tab.getByText(title)).toBeVisible({ timeout: READY })
        await expect(tab.getByRole('alert')).toContainText(
          words('device:revoked.waiting_other', { count: waiting }),
        )
      }
    })

    await test.step('nothing of it is left, in the raw storage either', async () => {
      const left = await remains(page)
      expect(left.databases.filter((name) => name.includes('satchel'))).toEqual([])
      expect(left).toMatchObject({ caches: [], sessionEntries: 0, workers: 0 })
      expect(left.told).toEqual(['at', 'personId', 'serverUrl', 'waiting'])
      for (const word of [SARAH.email, SARAH.id, 'Collins', DRAFT, token]) {
        expect(left.entries).not.toContain(word)
      }
      expect(await rawDatabases(page)).not.toContain(TITLE)
    })

    await test.step('the server took nothing, and takes nothing with the old token', async () => {
      const old = createApiClient(desk.first.url, token)
      const refused = await old.push([aCreation('tickets', crypto.randomUUID(), { title: 'From a thief' })])
      expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('device-revoked')])
    })

    await test.step('she signs in again: another device, with what the server has', async () => {
      await second.close()
      await page.getByRole('button', { name: words('device:revoked.signIn') }).click()
      await user.signIn(SARAH.email)
      const ticket = page.getByRole('article', { name: TITLE })
      await expect(ticket).toBeVisible({ timeout: READY })
      await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
      expect(await rawDatabases(page)).not.toContain(NOTE)
      await page.reload()
      await expect(ticket).toBeVisible({ timeout: READY })
      await expect(page.getByText(title)).toHaveCount(0)
    })
  } finally {
    await cable.stop()
    await desk.stop()
  }
})

test('a revoked desktop program loses its token and its copy', async () => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  const laptop = await createTempDir('laptop')
  const secrets = () => {
    const file = path.join(laptop.path, 'secrets.json')
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
  const { app, page } = await launchDesktop({
    userDataDir: laptop.path,
    serverUrl: desk.first.url,
    env: { LANGUAGE: 'en' },
  })
  const user = consoleUser(page)
  try {
    const admin = await signIn(desk.first.url, {
      email: 'amelie.laurent@brevent.example',
      password: DEMO_PASSWORD,
    })
    await user.signIn(SARAH.email)
    await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    expect(secrets()).toContain('session-token')
    await revokeAll(admin.client)
    await expect(page.getByText(user.words('device:revoked.title'))).toBeVisible({ timeout: READY })
    expect(secrets()).not.toContain('session-token')
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  } finally {
    await app.close()
    await desk.stop()
    await laptop.remove()
  }
})
