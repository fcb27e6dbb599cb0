import { expect, type Browser } from '@playwright/test'
import { consoleUser, type ConsoleUser } from './console.ts'
import { mark, newPage, settle, WORKED_ON, type Look, type OnScene } from './scenes.ts'

const ADMINISTRATOR = 'amelie.laurent@brevent.example'
const TICKET_GROUPS = ['assets', 'relations', 'basic'] as const

/** The other places of the console: people, knowledge, settings, and the groups of a ticket that lead there. */
export async function placeScenes(
  browser: Browser,
  url: string,
  look: Look,
  onScene: OnScene,
): Promise<void> {
  const page = await newPage(browser, look)
  const user = consoleUser(page, look.language)
  const show = (name: string) => onScene(`console-${name}-${mark(look)}`, page)
  await page.goto(`${url}/console/`)
  await user.signIn(ADMINISTRATOR)
  await settle(user)
  await listAndOne(user, 'people', () => show('people'))
  await expect(page.getByRole('region', { name: user.words('people:details') })).toBeVisible()
  await show('person')
  await listAndOne(user, 'knowledge', () => show('knowledge'))
  await expect(page.getByRole('article').getByRole('heading').first()).toBeVisible()
  await show('article')
  await settings(user, show)
  await ticketGroups(user, look, show)
  await page.context().close()
}

/** Goes to a place, shows its list, and opens the third of it. */
async function listAndOne(
  { page, words }: ConsoleUser,
  place: 'people' | 'knowledge',
  show: () => Promise<void>,
): Promise<void> {
  await page.getByRole('link', { name: words(`console:places.${place}`) }).click()
  const third = page
    .getByRole('list', { name: words(`${place}:title`) })
    .getByRole('link')
    .nth(2)
  await expect(third).toBeVisible({ timeout: 30_000 })
  await show()
  await third.click()
}

async function settings({ page, words }: ConsoleUser, show: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: words('console:places.settings') }).click()
  await expect(page.getByRole('main').getByRole('link', { name: 'Brévent Logistics' })).toBeVisible()
  await show('settings')
  const kinds = page.getByRole('navigation', { name: words('settings:title') })
  for (const kind of ['category', 'canned-reply'] as const) {
    const title = words(`settings:kinds.${kind}.title`)
    await kinds.getByRole('link', { name: title, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await page.locator(`a[href*="#/settings/${kind}/"]`).first().click()
    await expect(page.getByRole('form')).toBeVisible()
    await show(`settings-${kind}`)
  }
}

async function ticketGroups(
  { page, words }: ConsoleUser,
  { language }: Look,
  show: (name: string) => Promise<void>,
): Promise<void> {
  const ticket = WORKED_ON[language]
  await page.evaluate((id) => void (window.location.hash = `/tickets/${id}`), ticket)
  await expect(page.getByRole('article').getByText(ticket.replace('ticket-', '#'))).toBeVisible()
  for (const group of TICKET_GROUPS) {
    await page.getByRole('tab', { name: words(`tickets:page.${group}`) }).click()
    await expect(page.getByRole('tabpanel')).toBeVisible()
    await show(group)
  }
}
