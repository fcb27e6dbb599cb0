import { expect, test, type Page } from '@playwright/test'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { colleague } from './support/agents.ts'
import { consoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const SARAH = { id: 'agent-3', email: 'sarah.collins@brevent.example' }
const TITLE = 'The scanner in the mail room stops after one page'
const REPLY = 'The rollers are worn, a new set is in.'
const SOLVED = 'Rollers replaced.'

/** Walks with Tab until the wanted part has the focus; fails when a page of controls did not lead there. */
async function tabTo(page: Page, name: RegExp | string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    const focused = page.locator(':focus')
    const label = await focused
      .evaluate((element) => element.getAttribute('aria-label') ?? element.textContent ?? '')
      .catch(() => '')
    if (typeof name === 'string' ? label.trim() === name : name.test(label)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never led to ${String(name)}`)
}

test('from signing in to a resolved ticket without a mouse, and without a network in between', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  const cable = await startFaultProxy({ port: desk.first.port })
  const user = consoleUser(page)
  const { words } = user
  const keys = page.keyboard
  const article = page.getByRole('article', { name: TITLE })
  try {
    const marc = await colleague(desk.first.url, 'Marc Dubois')
    await marc.openTicket(TITLE, '')
    await page.goto(`${cable.url}/console/`)

    await test.step('she signs in', async () => {
      const email = page.getByLabel(words('sign-in:email'))
      await expect(email).toBeFocused()
      await keys.type(SARAH.email)
      await keys.press('Tab')
      await keys.type(DEMO_PASSWORD)
      await keys.press('Enter')
      await expect(user.row(TITLE)).toBeVisible({ timeout: 60_000 })
      await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: 60_000 })
    })

    await test.step('J and K move in the list, the search box leads to the ticket', async () => {
      await keys.press('j')
      const first = page.getByRole('row', { selected: true })
      await expect(first).toHaveCount(1)
      await keys.press('j')
      await keys.press('k')
      await keys.press('/')
      await expect(page.getByRole('combobox', { name: words('search:label') })).toBeFocused()
      await keys.type('status:new scanner mail room')
      await expect(page.getByRole('option').first()).toContainText(TITLE, { timeout: 30_000 })
      await keys.press('Enter')
      await expect(article).toBeVisible()
    })

    await test.step('offline she takes it, raises it, and starts on it', async () => {
      cable.cut()
      await keys.press('a')
      await keys.type('Sarah')
      await keys.press('Enter')
      await expect(user.property('assigneeId').first()).toContainText('Sarah Collins')
      await keys.press('p')
      await expect(page.getByRole('option', { name: words('tickets:priority.high') })).toBeVisible()
      await keys.press('ArrowUp')
      await keys.press('Enter')
      await expect(user.property('priority').first()).toContainText(words('tickets:priority.high'))
    })

    await test.step('she notes and replies', async () => {
      await keys.press('n')
      await keys.type('Ask stores for a second set.')
      await keys.press('Control+Enter')
      await expect(
        page.getByRole('region', { name: words('messages:notesThread') }).getByText('second set'),
      ).toBeVisible()
      await page.locator(':focus').blur()
      await keys.press('r')
      await keys.type(REPLY)
      await keys.press('Control+Enter')
      await expect(
        page.getByRole('region', { name: words('messages:thread') }).getByText(REPLY),
      ).toBeVisible()
      await expect(user.pill).toHaveAttribute('data-tone', 'away', { timeout: 60_000 })
    })

    await test.step('she resolves it from the palette', async () => {
      await keys.press('Control+k')
      await keys.type(words('console:palette.statusTo', { status: words('tickets:status.resolved') }))
      await keys.press('Enter')
      const dialog = page.getByRole('dialog', { name: /Resolve/ })
      await expect(dialog).toBeVisible()
      await keys.type(SOLVED)
      await tabTo(page, words('tickets:resolve.submit'))
      await keys.press('Enter')
      await expect(dialog).toBeHidden()
    })

    await test.step('she sees what waits, reconnects, and it is resolved for everybody', async () => {
      await tabTo(page, new RegExp(words('sync:pill.label', { state: '' }).trim()))
      await keys.press('Enter')
      await expect(page.getByRole('list', { name: words('sync:outbox.list') })).toContainText(
        words('tickets:status.resolved'),
      )
      await keys.press('Escape')
      cable.heal()
      await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: 60_000 })
      await keys.press('Escape')
      await expect(page.getByRole('grid')).toBeVisible()
      await expect(user.row(TITLE)).toHaveCount(0)
    })
  } finally {
    await cable.stop()
    await desk.stop()
  }
})
