import type { Page } from '@playwright/test'
import { wordsOf } from '#tests/e2e/support/words.ts'
import { SORTS, type TicketSort } from '#renderer/features/tickets/filters.ts'
import { siteName, staffName } from './desk-documents.ts'
import { timed } from './probe.ts'

const words = wordsOf('en')
const INDEXED_MS = 600_000
/** Sites and members of the desk with open tickets. */
const OPEN_SITES = [2, 3, 4, 7, 8, 9, 12, 13]
const OPEN_STAFF = [2, 4, 8, 9, 12, 13, 14, 17]
const TITLE_WORDS = [
  'laptop',
  'meeting room',
  'calendar',
  'workstation',
  'train',
  'payroll',
  'sleep',
  'shared',
]
const SEARCHES = [
  'laptop',
  'sound',
  'shared calendar',
  'printer',
  'workstation',
  'vpn',
  'password',
  'drawing',
  'sleep',
  'meeting',
  'sales',
  'blank',
  'monday',
  'disconnects',
  'payroll',
  'licence',
]
const SORT_WORDS: Readonly<Record<TicketSort, string>> = {
  updated: 'sortUpdated',
  priority: 'sortPriority',
  number: 'sortNumber',
  created: 'sortCreated',
  due: 'sortDue',
  status: 'sortStatus',
  title: 'sortTitle',
  requester: 'sortRequester',
  assignee: 'sortAssignee',
}

/** Milliseconds of each act of one kind, as a person waits for them. */
export type Times = Map<string, number[]>

/** Everything that is measured in one console, one kind after another; `report` is told of each. */
export async function measureActs(page: Page, report: (kind: string) => void): Promise<Times> {
  await settled(page, report)
  const times: Times = new Map()
  const note = (kind: string, took: number) => {
    if (!times.has(kind)) report(kind)
    times.set(kind, [...(times.get(kind) ?? []), took])
  }
  await jumps(page, note)
  await scrolls(page, note)
  await filters(page, note)
  await typedWords(page, note)
  await sorts(page, note)
  await groups(page, note)
  await searches(page, note)
  await openings(page, note)
  return times
}

type Note = (kind: string, took: number) => void

const toolbar = (page: Page) => page.getByRole('toolbar', { name: words('tickets:filter.bar') })
const firstRow = (page: Page) => page.locator('[role=grid] [role=row][aria-rowindex="2"]')
const option = (page: Page, name: string) => page.getByRole('option', { name, exact: true })

/** To places all over the list, as one drags its scroll bar. */
async function jumps(page: Page, note: Note): Promise<void> {
  for (let at = 1; at <= 60; at++) {
    const fraction = ((at * 37) % 100) / 100
    note('list: rows after a jump', await page.evaluate((to) => globalThis.probe.jump(to), fraction))
  }
  await page.evaluate(() => globalThis.probe.jump(0))
}

/** Frame by frame, a third of a screen in each. */
async function scrolls(page: Page, note: Note): Promise<void> {
  const frames = await page.evaluate(() => globalThis.probe.scroll(240, 250))
  for (const took of frames) note('list: a frame while it scrolls', took)
  await page.evaluate(() => globalThis.probe.jump(0))
}

async function filters(page: Page, note: Note): Promise<void> {
  const pickers = [
    { field: 'site', column: words('tickets:field.siteId'), names: OPEN_SITES.map(siteName) },
    { field: 'assignee', column: words('tickets:field.assigneeId'), names: OPEN_STAFF.map(staffName) },
  ]
  for (const { field, column, names } of [...pickers, ...pickers]) {
    for (const [at, name] of names.entries()) {
      await toolbar(page)
        .getByRole('button', { name: `${words(`tickets:filter.${field}`)}:` })
        .click()
      const choice = option(page, name)
      await choice.scrollIntoViewIfNeeded()
      note(
        'filter: a value chosen',
        await timed(page, 'click', ['cells', column, name], () => choice.click()),
      )
      if (at % 2 === 1) await clearFilter(page, note)
    }
  }
}

async function clearFilter(page: Page, note: Note): Promise<void> {
  const before = await page.evaluate(() => globalThis.probe.rowCount())
  const clear = toolbar(page).getByRole('button', { name: words('tickets:filter.clear'), exact: true })
  note('filter: taken off again', await timed(page, 'click', ['noFilter', before], () => clear.click()))
}

async function typedWords(page: Page, note: Note): Promise<void> {
  const box = page.getByRole('textbox', { name: words('tickets:filter.words') })
  for (const word of [...TITLE_WORDS, ...TITLE_WORDS]) {
    await box.focus()
    await box.selectText()
    note(
      'filter: words typed',
      await timed(page, 'input', ['titlesWith', word], () => page.keyboard.insertText(word)),
    )
  }
  const before = await page.evaluate(() => globalThis.probe.rowCount())
  await box.focus()
  await box.selectText()
  await timed(page, 'input', ['noFilter', before], () => page.keyboard.press('Backspace'))
}

/** Each order the list offers; the last one is that in which it opens. */
async function sorts(page: Page, note: Note): Promise<void> {
  const orders = [...SORTS.filter((sort) => sort !== 'updated'), 'updated'] as const
  for (let round = 0; round < 3; round++) {
    for (const order of orders) {
      await toolbar(page)
        .getByRole('button', { name: `${words('tickets:list.sort')}:` })
        .click()
      const name = words(`tickets:list.${SORT_WORDS[order]}`)
      const choice = option(page, name)
      note('sort: another order', await timed(page, 'click', ['listIn', name], () => choice.click()))
    }
  }
}

async function groups(page: Page, note: Note): Promise<void> {
  const choose = async (name: string) => {
    await toolbar(page)
      .getByRole('button', { name: `${words('tickets:list.group')}:` })
      .click()
    return option(page, name)
  }
  const fields = ['siteId', 'assigneeId', 'status', 'priority'] as const
  for (const field of [...fields, ...fields, ...fields, ...fields]) {
    const name = words('tickets:list.groupBy', { field: words(`tickets:field.${field}`).toLowerCase() })
    const choice = await choose(name)
    note('group', await timed(page, 'click', ['groupHead'], () => choice.click()))
    await (await choose(words('tickets:list.groupNone'))).click()
    await page.getByRole('rowheader').first().waitFor({ state: 'detached' })
  }
}

/** What is measured does not share its processor with the building of the search index. */
async function settled(page: Page, report: (kind: string) => void): Promise<void> {
  report('waiting for the search index')
  await page.keyboard.press('/')
  const foot = page.getByRole('dialog').getByRole('status')
  await foot.filter({ hasText: words('search:hint') }).waitFor({ timeout: INDEXED_MS })
  await page.keyboard.press('Escape')
  await foot.waitFor({ state: 'detached' })
}

async function searches(page: Page, note: Note): Promise<void> {
  await page.keyboard.press('/')
  const field = page.getByRole('combobox', { name: words('search:label') })
  for (const word of [...SEARCHES, ...SEARCHES]) {
    await field.fill('')
    await page.locator('#search-results [role=option]').first().waitFor({ state: 'detached' })
    note(
      'search: a word typed',
      await timed(page, 'input', ['hitsWith', word.split(' ')[0] ?? word], () =>
        page.keyboard.insertText(word),
      ),
    )
  }
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
}

/** Tickets all over the list, and back. */
async function openings(page: Page, note: Note): Promise<void> {
  for (let at = 0; at < 48; at++) {
    await page.evaluate((to) => globalThis.probe.jump(to), ((at * 41) % 100) / 100)
    const row = page.locator('[role=grid] [role=row][aria-rowindex]').nth(20)
    const title = await row.locator('[role=gridcell]').nth(2).locator('span').first().innerText()
    note('open a ticket', await timed(page, 'click', ['ticket', title], () => row.click()))
    note('back to the list', await timed(page, 'keydown', ['list'], () => page.keyboard.press('Escape')))
  }
  await firstRow(page).waitFor()
}
