import { expect, test } from '@playwright/test'
import { startServer } from '../support/server-process.ts'
import { consoleUser } from './support/console.ts'

const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/
const PASSWORD = 'une phrase que je retiens'

test('an empty server becomes a desk: its code, an organisation, an administrator, and a place that teaches', async ({
  page,
  browser,
}) => {
  const server = await startServer({ SIGN_IN_RATE_LIMIT: '0' })
  const user = consoleUser(page)
  const { words } = user
  const field = (name: string) => page.getByLabel(words(`sign-in:${name}`), { exact: true })
  const submit = page.getByRole('button', { name: words('sign-in:firstRun.submit') })
  try {
    const code = CODE.exec(server.output())?.[0] ?? ''
    expect(code, server.output()).not.toBe('')
    await page.goto(`${server.url}/console/`)
    await expect(page.getByText(words('sign-in:firstRun.intro'))).toBeVisible()

    await test.step('nothing happens without every field, or with another code', async () => {
      await submit.click()
      await expect(page.getByRole('alert')).toHaveText(words('sign-in:firstRun.empty'))
      await page.getByLabel(words('sign-in:firstRun.code')).fill('AAAA-BBBB-CCCC')
      await field('firstRun.organisation').fill('Atelier Morvan')
      await field('firstRun.name').fill('Inès Garnier')
      await field('firstRun.email').fill('Ines@Morvan.example')
      await field('password').fill(PASSWORD)
      await submit.click()
      await expect(page.getByRole('alert')).toBeVisible()
      await expect(submit).toBeEnabled()
    })

    await test.step('the printed code sets it up and signs in', async () => {
      await page.getByLabel(words('sign-in:firstRun.code')).fill(code)
      await submit.click()
      await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: 30_000 })
      await expect(page.getByText('Atelier Morvan')).toBeVisible()
      await expect(page.getByRole('button', { name: /Inès Garnier/ })).toBeVisible()
    })

    await test.step('the empty desk says what will come, and how to begin', async () => {
      await expect(page.getByText(words('tickets:empty.openTitle'))).toBeVisible()
      await expect(page.getByText(words('tickets:empty.openBody'))).toBeVisible()
      await page.getByRole('link', { name: words('tickets:view.mine') }).click()
      await expect(page.getByText(words('tickets:empty.mineTitle'))).toBeVisible()
    })

    await test.step('the first ticket, for the first requester', async () => {
      await page.keyboard.press('c')
      const dialog = page.getByRole('dialog', { name: words('tickets:create.title') })
      await dialog.getByRole('button', { name: words('tickets:create.requester') }).click()
      await page.keyboard.type('Paul Vidal')
      await page.getByText(words('tickets:create.newPerson', { name: 'Paul Vidal' })).click()
      await page.getByLabel(words('tickets:create.personEmail')).fill('paul@morvan.example')
      await page.getByRole('button', { name: words('tickets:create.addPerson') }).click()
      await dialog.getByLabel(words('tickets:create.titleLabel')).fill('The plotter prints blank pages')
      await user.pushed(() => dialog.getByRole('button', { name: words('tickets:create.submit') }).click())
      await expect(page.getByRole('article', { name: 'The plotter prints blank pages' })).toBeVisible()
      await expect(page.getByText('#1001').first()).toBeVisible()
    })

    await test.step('nobody sets it up twice', async () => {
      const other = await browser.newPage()
      await other.goto(`${server.url}/console/`)
      await expect(other.getByLabel(words('sign-in:email'))).toBeVisible()
      await expect(other.getByText(words('sign-in:firstRun.intro'))).toHaveCount(0)
    })
  } finally {
    await server.stop()
  }
})
