import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { colleague } from './support/agents.ts'
import { consoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const SARAH = { id: 'agent-3', email: 'sarah.collins@brevent.example' }
const TITLE = 'The badge printer prints pale'
const [WAITING, TYPED] = ['New ribbon ordered.', 'The supplier confirmed for Friday.']
const READY = 60_000
const TWO_DAYS = 172_800_000

/** Speaks to the browser behind the page: what no page can do to itself. */
async function browserOf(context: BrowserContext, origin: string) {
  const elsewhere = await context.newPage()
  const session = await context.newCDPSession(elsewhere)
  return {
    /** As a browser does that needs the space for something else. */
    evict: () => session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' }),
    /** Bytes the origin may use; undefined: what it had before. */
    setQuota: (quotaSize?: number) =>
      session.send('Storage.overrideQuotaForOrigin', {
        origin,
        ...(quotaSize === undefined ? {} : { quotaSize }),
      }),
  }
}

/** Lets days pass while nobody looks: the device was last seen so much earlier. */
const age = (page: Page, milliseconds: number) =>
  page.evaluate((by) => {
    interface Memory {
      silence: { seenAt: number; passed: number }
    }
    const copies = JSON.parse(localStorage.getItem('satchel.copies') ?? '{}') as Record<string, Memory>
    for (const copy of Object.values(copies)) copy.silence.seenAt -= by
    localStorage.setItem('satchel.copies', JSON.stringify(copies))
  }, milliseconds)

test('a full disk, a browser that removes data, and days without the server: each is told, and nothing typed is lost', async ({
  page,
}) => {
  test.setTimeout(360_000)
  const desk = await startDesk('sqlite', { OFFLINE_DAYS: '1' })
  const cable = await startFaultProxy({ port: desk.first.port })
  const user = consoleUser(page)
  const { words } = user
  const note = page.getByRole('textbox', { name: words('messages:compose.noteLabel'), exact: true })
  const addNote = page.getByRole('button', { name: words('messages:compose.add'), exact: true })
  const thread = page.getByRole('region', { name: words('messages:notesThread') })
  const ticket = page.getByRole('article', { name: TITLE })
  const full = page.getByText(words('device:storageFull'))
  const offline = /Offline, \d+ changes? waiting/
  try {
    const marc = await colleague(desk.first.url, 'Marc Dubois')
    await marc.openTicket(TITLE, SARAH.id)
    const browser = await browserOf(page.context(), cable.url)
    await page.goto(`${cable.url}/console/`)
    await user.signIn(SARAH.email)
    await expect(user.row(TITLE)).toBeVisible({ timeout: READY })
    await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })

    await test.step('the disk is full: she is told, her text stays, what waits can be saved', async () => {
      cable.cut()
      await user.open(TITLE)
      await user.addNote(WAITING)
      await expect(user.pill).toContainText(offline, { timeout: READY })
      await browser.setQuota(1)
      // The browser looks at the space it granted only now and then.
      await expect(async () => {
        if ((await note.textContent()) === '') await note.fill(TYPED)
        await addNote.click()
        await expect(full).toBeVisible({ timeout: 1000 })
      }).toPass({ timeout: 90_000 })
      await expect(note).toHaveText(TYPED)
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: words('device:export') }).click()
      expect((await saved).suggestedFilename()).toContain('.json')
    })

    await test.step('there is space again: the same text is saved, and the alarm is over', async () => {
      await browser.setQuota()
      await expect(async () => {
        if ((await note.textContent()) !== '') await addNote.click()
        await expect(note).toHaveText('', { timeout: 1000 })
      }).toPass({ timeout: 90_000 })
      await expect(thread.getByText(TYPED).first()).toBeVisible()
      await expect(full).toHaveCount(0)
      cable.heal()
      await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    })

    await test.step('two days without the server: the desk is closed, everything is kept, also over a restart', async () => {
      cable.cut()
      await user.addNote('Written on a train.')
      await expect(user.pill).toContainText(offline, { timeout: READY })
      await age(page, TWO_DAYS)
      await page.reload()
      await expect(page.getByText(words('device:lease.title'))).toBeVisible({ timeout: READY })
      await expect(page.getByText(TITLE)).toHaveCount(0)
      await expect(page.getByRole('button', { name: words('device:export') })).toBeVisible()
      await expect(page.getByText(words('device:lease.unreachable'))).toBeVisible({ timeout: READY })
    })

    await test.step('it reaches the server: the desk opens, and what waited is sent', async () => {
      cable.heal()
      await page.getByRole('button', { name: words('device:lease.reconnect') }).click()
      await expect(ticket).toBeVisible({ timeout: READY })
      await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    })

    await test.step('the browser removes the copy between two starts: told with what waited, and fetched again', async () => {
      cable.cut()
      await user.tab('notes')
      await user.addNote('Never to be seen again.')
      await expect(user.pill).toContainText(offline, { timeout: READY })
      const waiting = Number(/\d+/.exec(await user.pill.innerText())?.[0])
      const address = page.url()
      await page.goto('about:blank')
      await browser.evict()
      cable.heal()
      await page.goto(address)
      const told = page.getByRole('dialog', { name: words('device:loss.title') })
      const count = waiting === 1 ? 'one' : 'other'
      await expect(told).toContainText(words(`device:loss.waiting_${count}`, { count: waiting }), {
        timeout: READY,
      })
      await told.getByRole('button', { name: words('device:loss.read') }).click()
      await expect(ticket).toBeVisible({ timeout: READY })
    })

    await test.step('and while it is open: told at once, and not again once it was read', async () => {
      await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
      await browser.evict()
      const told = page.getByRole('dialog', { name: words('device:loss.title') })
      await expect(told).toContainText(words('device:loss.nothing'), { timeout: READY })
      await told.getByRole('button', { name: words('device:loss.read') }).click()
      await expect(ticket).toBeVisible({ timeout: READY })
      await page.reload()
      await expect(ticket).toBeVisible({ timeout: READY })
      await expect(told).toHaveCount(0)
    })
  } finally {
    await cable.stop()
    await desk.stop()
  }
})
