import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const AGENT = 'sarah.collins@brevent.example'
const READY = 120_000

/** Shares the list with a team as it stands, finds it again, renames it, retires it and takes that back. */
async function shareView({ page, words }: ConsoleUser): Promise<void> {
  const shared = page.getByRole('list', { name: words('console:sharedViews') })
  const menu = (name: string) => shared.getByRole('button', { name: words('tickets:myView.menu', { name }) })
  await page.getByRole('button', { name: words('tickets:myView.save') }).click()
  const dialog = page.getByRole('dialog', { name: words('tickets:myView.saveTitle') })
  await dialog.getByLabel(words('tickets:myView.name')).fill('Titles by site')
  await expect(dialog.getByRole('radio', { name: words('tickets:sharedView.everybody') })).toBeDisabled()
  await expect(dialog.getByText(words('tickets:sharedView.managers'))).toBeVisible()
  await dialog
    .getByRole('radio', { name: words('tickets:sharedView.team', { team: 'Service desk' }) })
    .check()
  await dialog.getByRole('button', { name: words('common:save'), exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Titles by site' })).toBeVisible()

  const view = shared.getByRole('link', { name: 'Titles by site' })
  await page.getByRole('link', { name: words('tickets:view.mine') }).click()
  await expect(page.getByRole('heading', { name: words('tickets:view.mine') })).toBeVisible()
  await expect(view).toContainText(/\d/)
  await view.click()
  await expect(page.getByRole('rowheader').first()).toContainText('Brussels')
  await expect(page.getByRole('columnheader', { name: words('tickets:field.title') })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await expect(page.getByRole('columnheader', { name: words('tickets:field.categoryId') })).toBeVisible()

  await menu('Titles by site').click()
  await page.getByRole('menuitem', { name: words('tickets:myView.rename') }).click()
  await page.getByLabel(words('tickets:myView.name')).fill('Sites')
  await page.getByRole('button', { name: words('common:save'), exact: true }).click()
  await menu('Sites').click()
  await page.getByRole('menuitem', { name: words('tickets:sharedView.retire') }).click()
  await expect(menu('Sites')).toHaveCount(0)
  await page.getByRole('button', { name: words('common:undo') }).click()
  await expect(menu('Sites')).toHaveCount(1)
  await menu('VPN this month').click()
  await expect(page.getByRole('menuitem', { name: words('tickets:myView.rename') })).toBeDisabled()
  await page.keyboard.press('Escape')
}

test('many tickets at once, offline: ticked, changed, taken back, grouped, ordered and saved as a file', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  try {
    await page.setViewportSize({ width: 1680, height: 960 })
    await page.goto(`${desk.first.url}/console/`)
    const agent = consoleUser(page)
    const { words } = agent
    await agent.signIn(AGENT)
    const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') })
    await expect(rows.nth(5)).toBeVisible({ timeout: READY })
    await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    await page.context().setOffline(true)

    const names: string[] = []
    for (const at of [1, 3, 4]) {
      names.push(await rows.nth(at).getByRole('gridcell').nth(1).innerText())
      await rows.nth(at).getByRole('checkbox').check({ force: true })
    }
    const bar = page.getByRole('toolbar', { name: words('tickets:bulk.bar') })
    await expect(bar.getByRole('status')).toHaveText(words('tickets:bulk.count_other', { count: 3 }))
    const priorityOf = (name: string) =>
      rows
        .filter({ has: page.getByRole('gridcell', { name, exact: true }) })
        .getByRole('gridcell')
        .nth(5)
    const before = await Promise.all(names.map((name) => priorityOf(name).innerText()))
    await bar.getByRole('button', { name: words('tickets:filter.priority') }).click()
    await page.getByRole('option', { name: words('tickets:priority.urgent') }).click()
    for (const name of names) await expect(priorityOf(name)).toHaveText(words('tickets:priority.urgent'))
    await page.getByRole('button', { name: words('common:undo') }).click()
    for (const [index, name] of names.entries())
      await expect(priorityOf(name)).toHaveText(before[index] ?? '')

    const filters = page.getByRole('toolbar', { name: words('tickets:filter.bar') })
    await filters.getByRole('button', { name: words('tickets:list.group') }).click()
    await page
      .getByRole('option', {
        name: words('tickets:list.groupBy', { field: words('tickets:field.siteId').toLowerCase() }),
      })
      .click()
    await expect(page.getByRole('rowheader').first()).toContainText('Brussels')
    await page
      .getByRole('columnheader', { name: words('tickets:field.title') })
      .getByRole('button')
      .click()
    await expect(page.getByRole('columnheader', { name: words('tickets:field.title') })).toHaveAttribute(
      'aria-sort',
      'ascending',
    )

    await filters.getByRole('button', { name: words('tickets:list.menu') }).click()
    await page.getByRole('menuitemcheckbox', { name: words('tickets:field.categoryId') }).click()
    await expect(page.getByRole('columnheader', { name: words('tickets:field.categoryId') })).toBeVisible()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: words('tickets:list.export') }).click()
    const csv = await readFile(await (await download).path(), 'utf8')
    const lines = csv.trim().split('\r\n')
    expect(lines[0]).toContain(words('tickets:field.categoryId'))
    expect(lines).toHaveLength(names.length + 1)
    for (const name of names) expect(csv).toContain(name)
    await shareView(agent)
    await page.context().setOffline(false)
    await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
  } finally {
    await desk.stop()
  }
})
