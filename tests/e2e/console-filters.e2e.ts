import { expect, test, type Browser } from '@playwright/test'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { startDesk, type Desk } from './support/desk.ts'

const AGENTS = { en: 'sarah.collins@brevent.example', fr: 'yanis.haddad@brevent.example' } as const

// A first fill beside another suite takes its time.
test.describe.configure({ timeout: 240_000 })

let desk: Desk

test.beforeAll(async () => {
  desk = await startDesk('sqlite')
})
test.afterAll(() => desk.stop())

async function signedIn(browser: Browser, language: 'en' | 'fr'): Promise<ConsoleUser> {
  const context = await browser.newContext({
    locale: language === 'en' ? 'en-GB' : 'fr-FR',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const user = consoleUser(page, language)
  await page.goto(`${desk.first.url}/console/`)
  await user.signIn(AGENTS[language])
  await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: 150_000 })
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  return user
}

test('a search obeys the filters among its words', async ({ browser }) => {
  const { page, words } = await signedIn(browser, 'en')
  await page.keyboard.press('/')
  const field = page.getByRole('combobox', { name: words('search:label') })
  const options = page.getByRole('option')
  const foot = page.getByRole('dialog').getByRole('status')
  await field.fill('site:Lyon status:closed')
  await expect(options.first()).toBeVisible({ timeout: 30_000 })
  await expect(foot).toContainText(/\d+/)
  const signs = await options.allInnerTexts()
  expect(signs.every((text) => text.includes(words('tickets:status.closed')))).toBe(true)

  await field.fill('site:Lyon status:closed vpn')
  await expect(options.first()).toContainText(/vpn/i)
  await expect(options.filter({ hasText: words('tickets:status.open') })).toHaveCount(0)

  await field.fill('site:Atlantis vpn')
  await expect(foot).toHaveText(words('search:unknown', { part: 'site:Atlantis' }))
})

test('filtres en français, gardés comme vue personnelle', async ({ browser }) => {
  const { page, words } = await signedIn(browser, 'fr')
  const box = page.getByRole('textbox', { name: words('tickets:filter.words') })
  const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') })
  await box.fill('site:Bruxelles statut:ouvert')
  await expect(page.getByRole('button', { name: words('tickets:myView.save') })).toBeVisible()
  await expect(rows.filter({ hasText: words('tickets:status.pending') })).toHaveCount(0)
  await expect(rows.first()).toContainText(words('tickets:status.open'))
  const count = await page.getByRole('main').getByRole('status').first().innerText()

  await test.step('la vue est enregistrée et se retrouve après un rechargement', async () => {
    await page.getByRole('button', { name: words('tickets:myView.save') }).click()
    await page.getByLabel(words('tickets:myView.name')).fill('Ouverts à Bruxelles')
    await page.getByRole('button', { name: words('common:save'), exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Ouverts à Bruxelles' })).toBeVisible()
    await page.getByRole('link', { name: words('tickets:view.mine') }).click()
    await expect(box).toHaveValue('')
    await page.reload()
    const view = page.getByRole('link', { name: 'Ouverts à Bruxelles' })
    await expect(view).toContainText(/\d/)
    expect(count).toContain(/\d+/.exec(await view.innerText())?.[0])
    await view.click()
    await expect(box).toHaveValue('site:Bruxelles statut:ouvert')
    await expect(view).toHaveAttribute('aria-current', 'page')
  })

  await test.step('elle change de nom, puis s’en va', async () => {
    const menu = (name: string) => page.getByRole('button', { name: words('tickets:myView.menu', { name }) })
    await menu('Ouverts à Bruxelles').click()
    await page.getByRole('menuitem', { name: words('tickets:myView.rename') }).click()
    await page.getByLabel(words('tickets:myView.name')).fill('Bruxelles')
    await page.getByRole('button', { name: words('common:save'), exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Bruxelles', exact: true })).toBeVisible()
    await menu('Bruxelles').click()
    await page.getByRole('menuitem', { name: words('tickets:myView.remove') }).click()
    await expect(page.getByRole('link', { name: 'Bruxelles', exact: true })).toHaveCount(0)
  })
})

test('a title keeps 320 pixels at 1280', async ({ browser }) => {
  const { page, words } = await signedIn(browser, 'en')
  const title = page.getByRole('columnheader', { name: words('tickets:field.title') })
  expect((await title.boundingBox())?.width).toBeGreaterThanOrEqual(320)
})
