import { expect, test } from '@playwright/test'
import { consoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const AGENT = 'sarah.collins@brevent.example'
const READY = 120_000

test('people, offline: found, reached, changed, added, and given a ticket', async ({ page }) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  try {
    await page.goto(`${desk.first.url}/console/`)
    const agent = consoleUser(page)
    const { words } = agent
    await agent.signIn(AGENT)
    await page.getByRole('link', { name: words('console:places.people') }).click()
    const list = page.getByRole('list', { name: words('people:title') })
    await expect(list.getByRole('link').nth(5)).toBeVisible({ timeout: READY })
    await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    await page.context().setOffline(true)

    await page.getByRole('textbox', { name: words('people:find') }).fill('chevalier')
    const found = list.getByRole('link').first()
    await expect(found).toContainText('Chevalier')
    await found.click()
    const details = page.getByRole('region', { name: words('people:details') })
    const phone = details.getByRole('textbox', { name: words('people:field.phone') })
    await phone.fill('+33 4 78 00 17 42')
    await phone.press('Enter')
    await expect(page.getByRole('article').getByRole('link', { name: '+33 4 78 00 17 42' })).toBeVisible()

    await page.getByRole('button', { name: words('people:back') }).click()
    await page.getByRole('button', { name: words('people:new') }).click()
    const dialog = page.getByRole('dialog', { name: words('people:new') })
    await dialog.getByLabel(words('people:field.name')).fill('Inès Vasseur')
    await dialog.getByLabel(words('people:field.emails')).fill('Ines.Vasseur@brevent.example')
    await dialog.getByRole('button', { name: words('people:add') }).click()
    await expect(page.getByRole('heading', { name: 'Inès Vasseur' })).toBeVisible()
    await page
      .getByRole('article')
      .getByRole('button', { name: words('people:newTicket') })
      .click()
    const form = page.getByRole('dialog', { name: words('tickets:create.title') })
    await expect(form).toContainText('Inès Vasseur')
    await form.getByLabel(words('tickets:create.titleLabel')).fill('Badge does not open the car park')
    await form.getByRole('button', { name: words('tickets:create.submit') }).click()
    await expect(page.getByRole('article', { name: 'Badge does not open the car park' })).toBeVisible()

    await agent.pushed(() => page.context().setOffline(false))
    await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    await page.getByRole('button', { name: words('tickets:page.openRequester') }).click()
    await expect(page.getByRole('heading', { name: 'Inès Vasseur' })).toBeVisible()
    await expect(page.getByRole('article')).toContainText('ines.vasseur@brevent.example')
  } finally {
    await desk.stop()
  }
})
