import { expect, test } from '@playwright/test'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { colleague } from './support/agents.ts'
import { consoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const SARAH = { id: 'agent-3', email: 'sarah.collins@brevent.example' }
const TITLE = 'Badge reader at the loading dock is dead'
const REPLY = 'I will replace the reader tomorrow at eight.'
const NEW_TITLE = 'Spare badge reader for the loading dock'
const NEW_TEXT = 'The old one got wet, order two.'

test('a refused reply and a refused ticket go back to where they were written', async ({ page }) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  const cable = await startFaultProxy({ port: desk.first.port })
  const user = consoleUser(page)
  const { words } = user
  const again = page.getByRole('button', { name: words('sync:rejection.again') })
  try {
    const boss = await colleague(desk.first.url, 'Amélie Laurent')
    await boss.openTicket(TITLE, SARAH.id)
    await page.goto(`${cable.url}/console/`)
    await user.signIn(SARAH.email)
    await expect(user.row(TITLE)).toBeVisible({ timeout: 60_000 })
    await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: 60_000 })

    await test.step('she works offline while her role is taken away, and the server refuses', async () => {
      cable.cut()
      await user.open(TITLE)
      await user.reply(REPLY)
      await page.keyboard.press('Escape')
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('c')
      const dialog = page.getByRole('dialog', { name: words('tickets:create.title') })
      await dialog.getByRole('button', { name: words('tickets:create.requester') }).click()
      await page.keyboard.type('Romain Moreau')
      await page.getByRole('option', { name: /Romain Moreau/ }).click()
      await dialog.getByLabel(words('tickets:create.titleLabel')).fill(NEW_TITLE)
      await dialog.getByLabel(words('tickets:create.description')).fill(NEW_TEXT)
      await dialog.getByRole('button', { name: words('tickets:create.submit') }).click()
      await expect(page.getByRole('article', { name: NEW_TITLE })).toBeVisible()
      await boss.giveRole(SARAH.id, 'auditor')
      cable.heal()
      await expect(user.pill).toHaveAttribute('data-tone', 'alert', { timeout: 60_000 })
      await boss.giveRole(SARAH.id, 'agent')
    })

    await test.step('the reply stands in its draft again, and can be sent', async () => {
      const drawer = await user.openSync('rejections')
      const refused = drawer.getByRole('listitem').filter({ hasText: REPLY })
      await refused.getByRole('button', { name: words('sync:rejection.again') }).click()
      await expect(page.getByRole('article', { name: TITLE })).toBeVisible()
      const composer = page.getByRole('textbox', {
        name: words('messages:compose.replyLabel', { name: '' }).trim(),
      })
      await expect(composer).toHaveText(REPLY)
      await expect(composer).toBeFocused()
      await user.pushed(() => page.keyboard.press('Control+Enter'))
      await expect(
        page.getByRole('region', { name: words('messages:thread') }).getByText(REPLY),
      ).toBeVisible()
    })

    await test.step('the ticket stands in its form again, and is created', async () => {
      const drawer = await user.openSync('rejections')
      await drawer
        .getByRole('listitem')
        .filter({ hasText: NEW_TITLE })
        .first()
        .getByRole('button', { name: words('sync:rejection.again') })
        .click()
      const dialog = page.getByRole('dialog', { name: words('tickets:create.title') })
      await expect(dialog.getByLabel(words('tickets:create.titleLabel'))).toHaveValue(NEW_TITLE)
      await expect(dialog.getByLabel(words('tickets:create.description'))).toHaveValue(NEW_TEXT)
      await user.pushed(() => dialog.getByRole('button', { name: words('tickets:create.submit') }).click())
      await expect(page.getByRole('article', { name: NEW_TITLE })).toBeVisible()
      await expect(page.getByText(NEW_TEXT)).toBeVisible()
    })

    await test.step('what the reply did to its ticket is tried again as it was', async () => {
      await user.openSync('rejections')
      await expect(again).toHaveCount(1)
      await user.pushed(() => again.click())
      await expect(again).toHaveCount(0)
      await page.keyboard.press('Escape')
      await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: 60_000 })
    })
  } finally {
    await cable.stop()
    await desk.stop()
  }
})
