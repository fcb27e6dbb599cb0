import { expect, test, type Page } from '@playwright/test'
import { v7 } from 'uuid'
import type { Mutation } from '#shared/protocol/wire.ts'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { aCreation, signIn, type ApiClient } from '#tests/support/api-client.ts'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const AGENT = 'sarah.collins@brevent.example'
const ADMINISTRATOR = 'amelie.laurent@brevent.example'
const SOON = { timeout: 90_000, intervals: [500] }
const MONTH = 30 * 86_400_000

/** Everything that every database and every cache of the page's origin holds, as text. */
async function rawContents(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('not read')))
      })
    const found: string[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store)
        found.push(JSON.stringify(await done(rows.getAll())), JSON.stringify(await done(rows.getAllKeys())))
      }
      database.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const kept = await cache.match(request)
        found.push(request.url, (await kept?.text()) ?? '')
      }
    }
    found.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }))
    return found.join('\n')
  })
}

/** A ticket with a word in its title, in what was said and in a private note on it. */
async function tell(
  administrator: ApiClient,
  authorId: string,
  word: string,
  fields: Record<string, unknown>,
): Promise<readonly string[]> {
  const ticketId = v7()
  const at = String(fields['updatedAt'])
  const said = { ticketId, authorId, at }
  const words = { title: `${word}title`, note: `${word}note`, text: `${word}text` }
  const ticket = { label: 'NEW-2222', orgId: 'org-brevent', createdBy: authorId, createdAt: at, ...fields }
  const { closedAt = '', ...opened } = ticket as Record<string, unknown>
  const closing: Mutation = {
    ...aCreation('tickets', ticketId, {
      status: 'closed',
      pendingReason: '',
      resolvedAt: closedAt,
      closedAt,
    }),
    op: 'change',
    baseRev: 1_000_000,
  }
  const pushed = await administrator.push([
    aCreation('tickets', ticketId, { ...opened, title: `A ${words.title} was seen` }),
    aCreation('messages', v7(), { ...said, kind: 'note', visibility: 'public', text: `The ${words.text}.` }),
    aCreation('messages', v7(), { ...said, kind: 'note', visibility: 'private', text: `The ${words.note}.` }),
    ...(closedAt === '' ? [] : [closing]),
  ])
  expect(pushed.body.answers.map(({ status, refusal }) => refusal?.code ?? status)).not.toContain('rejected')
  return Object.values(words)
}

/** How many results the search shows for a word. */
async function searchFor({ page, words }: ConsoleUser, word: string): Promise<number> {
  await page.keyboard.press('/')
  const field = page.getByRole('combobox', { name: words('search:label') })
  await field.fill(word)
  await expect(page.getByRole('dialog').getByRole('status')).toContainText(/\S/)
  const found = await page.getByRole('option').filter({ hasText: word }).count()
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
  return found
}

async function syncNow({ page, words, pill }: ConsoleUser): Promise<void> {
  await pill.click()
  const drawer = page.getByRole('dialog', { name: words('sync:drawer.title') })
  await drawer.getByRole('button', { name: words('sync:drawer.syncNow') }).click()
  await drawer.getByRole('button', { name: words('common:close') }).click()
}

test('what a person may no longer hold is nowhere on the device, and older tickets come when they are asked for', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite', { KEEP_CLOSED_MONTHS: '24' })
  try {
    const { client: administrator, session } = await signIn(desk.first.url, {
      email: ADMINISTRATOR,
      password: DEMO_PASSWORD,
    })
    const now = new Date().toISOString()
    const before = new Date(Date.now() - 20 * MONTH).toISOString()
    const author = session.person.id
    const lost = await tell(administrator, author, 'quokka', { siteId: 'site-lyon', updatedAt: now })
    const kept = await tell(administrator, author, 'bilby', { siteId: 'site-brussels', updatedAt: now })
    const old = await tell(administrator, author, 'wombat', {
      siteId: 'site-brussels',
      updatedAt: before,
      closedAt: before,
    })
    const holds = async (words: readonly string[]) => {
      const contents = await rawContents(page)
      return words.filter((word) => contents.includes(word))
    }

    await page.goto(`${desk.first.url}/console/`)
    const agent = consoleUser(page)
    await agent.signIn(AGENT)
    await expect.poll(() => holds([...lost, ...kept, ...old]), SOON).toHaveLength(9)
    await expect.poll(() => searchFor(agent, 'quokkatitle'), SOON).toBe(1)
    await expect.poll(() => searchFor(agent, 'wombattitle'), SOON).toBe(1)

    await test.step('a place is lost', async () => {
      const roles = [{ role: 'technician', at: 'site:site-brussels' }]
      const me = await agentId(administrator)
      const taking = { ...aCreation('people', me, { roles }), op: 'change', baseRev: 1_000_000 } as const
      expect((await administrator.push([taking])).body.answers[0]?.status).not.toBe('rejected')
      await expect.poll(() => holds(lost), SOON).toEqual([])
      expect(await holds([...kept, ...old])).toHaveLength(6)
      await expect.poll(() => searchFor(agent, 'quokka'), SOON).toBe(0)
    })

    await test.step('a closed ticket becomes too old', async () => {
      await desk.first.restart({ KEEP_CLOSED_MONTHS: '12' })
      await expect.poll(() => holds(old), SOON).toEqual([])
      expect(await holds(kept)).toHaveLength(3)
      await expect.poll(() => searchFor(agent, 'wombat'), SOON).toBe(0)
    })

    await test.step('and comes back for who asks', async () => {
      const { words } = agent
      await page.getByRole('textbox', { name: words('tickets:filter.words') }).fill('state:closed wombat')
      const load = page.getByRole('button', { name: words('tickets:older.loadSome_one', { count: 1 }) })
      await expect(load).toBeVisible({ timeout: 30_000 })
      await page.context().setOffline(true)
      await syncNow(agent)
      await expect(page.getByText(words('tickets:older.offline'))).toBeVisible({ timeout: 60_000 })
      await page.context().setOffline(false)
      await load.click({ timeout: 60_000 })
      await expect(agent.row('wombattitle')).toBeVisible({ timeout: 60_000 })
      await expect.poll(() => holds(old), SOON).toHaveLength(3)
      await expect.poll(() => searchFor(agent, 'wombattitle'), SOON).toBe(1)
      await expect(page.getByText(words('tickets:older.none'))).toBeVisible({ timeout: 30_000 })
    })
  } finally {
    await desk.stop()
  }
})

async function agentId(administrator: ApiClient): Promise<string> {
  const { client, session } = await signIn(administrator.url, { email: AGENT, password: DEMO_PASSWORD })
  await client.post('/api/sign-out')
  return session.person.id
}
