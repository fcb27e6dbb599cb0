import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const READY = 120_000
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const ADMINISTRATOR = 'amelie.laurent@brevent.example'
const AGENT = 'sarah.collins@brevent.example'

async function signedIn(page: Page, url: string, email: string): Promise<ConsoleUser> {
  await page.goto(`${url}/console/`)
  const user = consoleUser(page)
  await user.signIn(email)
  await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
  return user
}

/** Opens a part of the settings by its name in the menu. */
async function openKind({ page, words }: ConsoleUser, title: string): Promise<void> {
  await page
    .getByRole('navigation', { name: words('settings:title') })
    .getByRole('link', { name: words(title), exact: true })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: words(title) })).toBeVisible()
}

async function makeCategory(user: ConsoleUser): Promise<void> {
  const { page, words } = user
  await openKind(user, 'settings:kinds.category.title')
  await page.getByRole('button', { name: words('settings:kinds.category.new') }).click()
  const form = page.getByRole('form', { name: words('settings:kinds.category.new') })
  await form.getByRole('button', { name: words('common:save'), exact: true }).click()
  await expect(form).toContainText(words('refusals:name-empty'))
  await form.getByLabel(words('settings:nameEn')).fill('Badges')
  await form.getByLabel(words('settings:nameFr')).fill('Badges d’accès')
  await form.getByRole('button', { name: words('common:save'), exact: true }).click()
  const row = page.getByRole('main').getByRole('link', { name: 'Badges' })
  await expect(row).toContainText('Badges d’accès')
}

async function makeField(user: ConsoleUser): Promise<void> {
  const { page, words } = user
  await openKind(user, 'settings:kinds.custom-field.title')
  await page.getByRole('button', { name: words('settings:kinds.custom-field.new') }).click()
  const form = page.getByRole('form', { name: words('settings:kinds.custom-field.new') })
  await form.getByLabel(words('settings:nameEn')).fill('Badge number')
  await form.getByLabel(words('settings:nameFr')).fill('Numéro de badge')
  await form.getByRole('button', { name: words('common:save'), exact: true }).click()
  await expect(page.getByRole('form', { name: 'Badge number' })).toBeVisible()
}

async function retireTag(user: ConsoleUser): Promise<void> {
  const { page, words } = user
  await openKind(user, 'settings:kinds.tag.title')
  const tags = page.getByRole('list', { name: words('settings:kinds.tag.title') })
  await tags.getByRole('link', { name: 'erp' }).click()
  await page
    .getByRole('form', { name: 'erp' })
    .getByRole('button', { name: words('settings:retire'), exact: true })
    .click()
  await expect(tags.getByRole('link', { name: 'erp' })).toHaveCount(0)
  await expect(
    page.getByRole('button', { name: words('settings:retiredCount_one', { count: 1 }) }),
  ).toBeVisible()
}

async function sortTag({ page, words }: ConsoleUser): Promise<void> {
  const tags = page.getByRole('list', { name: words('settings:kinds.tag.title') })
  const second = tags.getByRole('listitem').nth(1)
  const name = await second.getByRole('link').innerText()
  await second.getByRole('link').press('Alt+ArrowUp')
  await expect(tags.getByRole('listitem').first()).toContainText(name.trim())
}

async function giveRole(user: ConsoleUser): Promise<void> {
  const { page, words } = user
  await openKind(user, 'settings:roles.title')
  await page.getByRole('button', { name: words('settings:roles.add') }).click()
  const form = page.getByRole('form', { name: words('settings:roles.add') })
  await form.getByRole('combobox', { name: words('settings:roles.person') }).fill('sarah.collins')
  await page.getByRole('option', { name: /Sarah Collins/ }).click()
  await form.getByRole('combobox', { name: words('settings:roles.role') }).click()
  await page.getByRole('option', { name: words('people:role.auditor') }).click()
  await form.getByRole('button', { name: words('settings:roles.give'), exact: true }).click()
  const roles = page.getByRole('list', { name: words('settings:roles.of', { name: 'Sarah Collins' }) })
  await expect(roles).toContainText(words('people:role.auditor'))
}

async function devicesNeedTheNetwork(user: ConsoleUser): Promise<void> {
  const { page, words } = user
  await openKind(user, 'device:desk.title')
  await expect(page.getByText(words('device:desk.offlineTitle'))).toBeVisible({ timeout: READY })
  await page.getByRole('link', { name: words('settings:kinds.site.title'), exact: true }).click()
}

/** The device on which the agent signed in is listed, and ended. */
async function revokeDevice(user: ConsoleUser): Promise<void> {
  const { page, words } = user
  const name = 'Sarah Collins'
  await page.getByRole('link', { name: words('console:places.settings') }).click()
  await openKind(user, 'device:desk.title')
  const own = page.getByRole('list', { name: words('device:desk.of', { name: 'Amélie Laurent' }) })
  await expect(own).toContainText(words('device:list.current'), { timeout: READY })
  const devices = page.getByRole('list', { name: words('device:desk.of', { name }) })
  const device = devices.getByRole('listitem')
  await expect(device).toHaveCount(1, { timeout: READY })
  await device.getByRole('button').click()
  await expect(device).toContainText(words('device:desk.sure', { name }))
  await device.getByRole('button', { name: words('device:list.confirm') }).click()
  await expect(devices).toHaveCount(0, { timeout: READY })
}

/** An agent sees what was set up, on a ticket too, and changes nothing of it. */
async function seenByAgent(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext()
  const agent = await signedIn(await context.newPage(), url, AGENT)
  const { page, words } = agent
  await page.getByRole('link', { name: words('console:places.settings') }).click()
  await openKind(agent, 'settings:kinds.category.title')
  await expect(page.getByText(words('settings:onlyAdministrators'))).toBeVisible()
  await expect(page.getByRole('button', { name: words('settings:kinds.category.new') })).toHaveCount(0)
  await page.getByRole('main').getByRole('link', { name: 'Badges' }).click()
  const form = page.getByRole('form', { name: 'Badges' })
  await expect(form.getByLabel(words('settings:nameFr'))).toHaveValue('Badges d’accès')
  await expect(form.getByLabel(words('settings:nameFr'))).not.toBeEditable()
  await expect(form.getByRole('button', { name: words('common:save'), exact: true })).toHaveCount(0)
  await openKind(agent, 'settings:kinds.tag.title')
  await expect(
    page.getByRole('button', { name: words('settings:retiredCount_one', { count: 1 }) }),
  ).toBeVisible()
  await fieldShows(agent)
  await context.close()
}

/** The field stands on whatever ticket comes first. */
async function fieldShows({ page, words, tab }: ConsoleUser): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(words('tickets:view.open')) })
    .first()
    .click()
  await page.getByRole('row').nth(2).click()
  await expect(page.getByRole('tablist', { name: words('tickets:page.tabs') })).toBeVisible()
  await tab('basic')
  await expect(page.getByRole('textbox', { name: 'Badge number' })).toBeVisible()
}

test('settings, offline: made in two languages, ordered, retired, seen by the desk after sync', async ({
  page,
  browser,
}) => {
  test.setTimeout(420_000)
  const desk = await startDesk('sqlite')
  try {
    const boss = await signedIn(page, desk.first.url, ADMINISTRATOR)
    await page.getByRole('link', { name: boss.words('console:places.settings') }).click()
    await expect(page.getByRole('main').getByRole('link', { name: 'Brévent Logistics' })).toBeVisible()
    await page.context().setOffline(true)

    await makeCategory(boss)
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([])
    await makeField(boss)
    await retireTag(boss)
    await sortTag(boss)
    await giveRole(boss)
    await devicesNeedTheNetwork(boss)
    await fieldShows(boss)

    await boss.pushed(() => page.context().setOffline(false))
    await expect(boss.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    await seenByAgent(browser, desk.first.url)
    await revokeDevice(boss)
  } finally {
    await desk.stop()
  }
})
