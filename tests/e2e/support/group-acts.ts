import { expect, type Locator } from '@playwright/test'
import type { ConsoleUser, TicketTab } from './console.ts'

/** One group of a ticket: something to do in it, and how one sees on any screen that it was done. */
export interface GroupAct {
  readonly group: TicketTab
  /** Works without a network. */
  readonly act?: (user: ConsoleUser) => Promise<void>
  readonly seen: (user: ConsoleUser) => Promise<void>
  /** What the colleague does about it, and how the first agent sees that. */
  readonly answer?: (colleague: ConsoleUser) => Promise<void>
  readonly answered?: (user: ConsoleUser) => Promise<void>
}

const FIRST = 'Write to the supplier'
const SECOND = 'Try the spare dock'
const STEP = 'Read its serial number'
const PURCHASE = 'Docking station USB-C'
const APPROVAL = 'A new dock for two hundred euros'
const DUE = { typed: '2051-05-20', read: '20 May 2051' } as const
const COMMENT = 'Cheaper than another visit.'
const WORK = 'Measured the power supply'
/** The two agents of the journey. */
export const ASKED = ['Sarah Collins', 'Marc Dubois'] as const

const region = ({ page, words }: ConsoleUser, title: string): Locator =>
  page.getByRole('region', { name: words(title), exact: true })

/** Every group that joined; the journey of tests/e2e/ticket-work.e2e.ts goes through them in order. */
export const GROUP_ACTS: readonly GroupAct[] = [
  {
    group: 'tasks',
    async act(user) {
      const { page, words } = user
      const add = page.getByRole('textbox', { name: words('tasks:add'), exact: true })
      for (const title of [FIRST, SECOND]) {
        await add.fill(title)
        await add.press('Enter')
        await expect(add).toHaveValue('')
      }
      const titles = page.getByRole('textbox', { name: words('tasks:taskTitle'), exact: true })
      await expect(titles).toHaveCount(2)
      await titles.nth(1).press('Alt+ArrowUp')
      await expect(titles.first()).toHaveValue(SECOND)
      const checklist = words('tasks:stepsOf', { title: SECOND, done: 0, all: 0 })
      await page.getByRole('button', { name: checklist, exact: true }).click()
      const addStep = page.getByRole('textbox', { name: words('tasks:addStepTo', { title: SECOND }) })
      await addStep.fill(STEP)
      await addStep.press('Enter')
      const step = page.getByRole('checkbox', { name: words('tasks:finish', { title: STEP }) })
      await step.click()
      await expect(step).toBeChecked()
      await page.getByRole('checkbox', { name: words('tasks:finish', { title: FIRST }) }).click()
    },
    async seen(user) {
      const { words } = user
      const tasks = region(user, 'tasks:title')
      await expect(tasks.getByText(words('tasks:progress', { done: 1, all: 2 }))).toBeVisible()
      const checklist = words('tasks:stepsOf', { title: SECOND, done: 1, all: 1 })
      await expect(tasks.getByRole('button', { name: checklist, exact: true })).toBeVisible()
      await expect(
        tasks.getByRole('button', { name: words('tasks:doneCount_one', { count: 1 }), exact: true }),
      ).toBeVisible()
    },
  },
  {
    group: 'purchases',
    async act({ page, words }) {
      const cell = (column: string) =>
        words('purchases:cell', { column: words(`purchases:column.${column}`), title: PURCHASE })
      const fill = async (column: string, text: string) => {
        const field = page.getByRole('textbox', { name: cell(column), exact: true })
        await field.fill(text)
        await field.press('Enter')
      }
      const add = page.getByRole('textbox', { name: words('purchases:add'), exact: true })
      await add.fill(PURCHASE)
      await add.press('Enter')
      await fill('supplier', 'Inmac')
      await fill('quantity', '2')
      await fill('unitPrice', '189.5')
      await page.getByRole('button', { name: cell('state') }).click()
      await page.getByRole('option', { name: words('items:purchaseState.asked') }).click()
    },
    async seen(user) {
      const { words } = user
      const row = region(user, 'purchases:title').getByRole('row').filter({ hasText: '€379.00' })
      const asked = words('items:purchaseState.asked')
      await expect(row.getByRole('button').filter({ hasText: asked })).toBeVisible()
      await expect(region(user, 'purchases:title').getByRole('strong')).toHaveText('€379.00')
    },
  },
  {
    group: 'approvals',
    async act(user) {
      const { page, words } = user
      await page.getByRole('button', { name: words('approvals:ask'), exact: true }).click()
      await page.getByRole('textbox', { name: words('approvals:what'), exact: true }).fill(APPROVAL)
      for (const name of ASKED) {
        await page.getByRole('button', { name: words('approvals:addPerson') }).click()
        await page.getByRole('textbox', { name: words('approvals:addPerson') }).fill(name)
        await page.getByRole('option', { name }).click()
      }
      await page.getByText(words('approvals:mode.all'), { exact: true }).click()
      await page.getByRole('button', { name: new RegExp(`^${words('approvals:until')}`) }).click()
      const day = page.getByLabel(words('common:days.other'), { exact: true })
      await day.fill(DUE.typed)
      await day.press('Enter')
      await page.getByRole('button', { name: words('approvals:submit'), exact: true }).click()
      const comment = words('approvals:comment', { title: APPROVAL })
      await page.getByRole('textbox', { name: comment, exact: true }).fill(COMMENT)
      await page.getByRole('button', { name: words('approvals:approve'), exact: true }).click()
    },
    async seen(user) {
      const approval = region(user, 'approvals:title').getByRole('listitem').filter({ hasText: APPROVAL })
      await expect(approval.getByText(COMMENT)).toBeVisible()
      await expect(approval.getByText(user.words('approvals:dueOn', { day: DUE.read }))).toBeVisible()
      const partly = { agreed: 1, needed: 2, names: ASKED[1] }
      await expect(approval.getByText(user.words('approvals:standing.partly', partly))).toBeVisible()
    },
    async answer({ page, words }) {
      await page.getByRole('button', { name: words('approvals:approve'), exact: true }).click()
    },
    async answered(user) {
      const approval = region(user, 'approvals:title').getByRole('listitem').filter({ hasText: APPROVAL })
      await expect(
        approval.getByText(user.words('items:approvalState.approved'), { exact: true }),
      ).toBeVisible()
    },
  },
  {
    group: 'work',
    async act({ page, words }) {
      const form = page.getByRole('form', { name: words('work:log') })
      await form.getByRole('textbox', { name: words('work:spent') }).fill('1h30')
      await form.getByRole('checkbox', { name: words('work:billable') }).check()
      await form.getByRole('textbox', { name: words('work:note') }).fill(WORK)
      await form.getByRole('button', { name: words('work:log'), exact: true }).click()
    },
    async seen(user) {
      const work = region(user, 'work:title')
      await expect(work.getByText(WORK)).toBeVisible()
      const totals = work.getByRole('table', { name: user.words('work:totals') })
      await expect(totals.getByRole('row').filter({ hasText: ASKED[0] })).toContainText('1:30')
    },
  },
  {
    group: 'activity',
    async seen({ page, words }) {
      const log = page.getByRole('region', { name: words('activity:list') })
      const added = log.getByText(words('activity:item.created.task', { title: FIRST }))
      const done = { before: words('items:taskState.open'), after: words('items:taskState.done') }
      const finished = words('activity:moved', { field: words('items:field.state'), ...done })
      await expect(added).toBeVisible()
      await expect(log.getByText(finished).first()).toBeVisible()
      const kinds = log.getByRole('group', { name: words('activity:filter') })
      await kinds.getByText(words('activity:kind.approval')).click()
      await expect(added).toBeHidden()
      await expect(log.getByText(words('activity:item.agreed', { title: APPROVAL }))).toBeVisible()
      await kinds.getByText(words('activity:kind.approval')).click()
      await expect(added).toBeVisible()
    },
  },
]
