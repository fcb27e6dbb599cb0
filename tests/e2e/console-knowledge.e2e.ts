import { expect, test } from '@playwright/test'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const AGENT = 'sarah.collins@brevent.example'
const READY = 120_000
const FIRST = 'Unplug the docking station, wait ten seconds, plug it in again.'
const SECOND = 'Install firmware 1.14 on the docking station.'
const ASSET = 'BRV-10001'

test('knowledge, offline: written, kept through a reload, published, changed and brought back', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  try {
    await page.goto(`${desk.first.url}/console/`)
    const agent = consoleUser(page)
    const { words } = agent
    await agent.signIn(AGENT)
    await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    await page.getByRole('link', { name: words('console:places.knowledge') }).click()
    const list = page.getByRole('list', { name: words('knowledge:title') })
    await expect(list.getByRole('link').first()).toBeVisible()
    await page.context().setOffline(true)

    await page.getByRole('button', { name: words('knowledge:new') }).click()
    const article = page.getByRole('article')
    const title = article.getByLabel(words('knowledge:field.title'))
    const body = article.getByLabel(words('knowledge:field.body'))
    const save = article.getByRole('button', { name: words('common:save'), exact: true })
    await title.fill('Screens stay black after a break')
    await body.fill(FIRST)
    await page.reload()
    await expect(body).toHaveValue(FIRST, { timeout: READY })
    await save.click()
    await expect(article).toContainText(FIRST)
    await article.getByRole('button', { name: words('knowledge:publish') }).click()
    const versions = page.getByRole('region', { name: words('knowledge:versions') })
    await expect(versions.getByRole('listitem')).toHaveCount(1)

    await article.getByRole('button', { name: words('common:edit'), exact: true }).click()
    await body.fill(SECOND)
    await save.click()
    await expect(article).toContainText(SECOND)
    await versions.getByRole('button').first().click()
    await versions.getByRole('button', { name: words('knowledge:restore') }).click()
    await expect(article).not.toContainText(SECOND)
    await article.getByRole('button', { name: words('knowledge:helpful') }).click()

    await test.step('search finds it after a restart, and people and assets too', async () => {
      await page.reload()
      await expect(agent.pill).toBeVisible({ timeout: READY })
      await searchFor(agent, 'ten secnods', 'Screens stay black after a break')
      await expect(article).toContainText(FIRST)
      await searchFor(agent, 'chevalier', 'Chevalier')
      await expect(page.getByRole('heading', { name: 'Chevalier' })).toBeVisible()
      await searchFor(agent, ASSET, ASSET)
      await expect(page.getByRole('tab', { name: words('people:assets.title') })).toBeVisible()
    })

    await agent.pushed(() => page.context().setOffline(false))
    await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    await page.getByRole('link', { name: words('console:places.knowledge') }).click()
    await expect(list.getByRole('link', { name: 'Screens stay black after a break' })).toBeVisible()
  } finally {
    await desk.stop()
  }
})

/** Looks for words and opens the result that shows a text. */
async function searchFor({ page, words }: ConsoleUser, query: string, shown: string): Promise<void> {
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: words('search:label') }).fill(query)
  const result = page.getByRole('option').filter({ hasText: shown }).first()
  await expect(result).toBeVisible({ timeout: 60_000 })
  await result.click()
}
