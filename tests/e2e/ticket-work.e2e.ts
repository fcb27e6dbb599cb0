import { expect, test } from '@playwright/test'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { colleague } from './support/agents.ts'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { MACHINES } from './support/consoles.ts'
import { startDesk } from './support/desk.ts'
import { GROUP_ACTS, type GroupAct } from './support/group-acts.ts'

const AGENT = 'sarah.collins@brevent.example'
const COLLEAGUE = 'marc.dubois@brevent.example'
const TITLE = 'The dock in room 204 loses its power'
const READY = 60_000

/** Goes through the groups in order and does or looks at something in each. */
async function inEach(
  user: ConsoleUser,
  part: (each: GroupAct) => ((user: ConsoleUser) => Promise<void>) | undefined,
) {
  for (const each of GROUP_ACTS) {
    const step = part(each)
    if (step === undefined) continue
    await user.tab(each.group)
    await step(user)
  }
}

/** Goes to a place of the console, whatever serves its page. */
async function goTo({ page }: ConsoleUser, place: string): Promise<void> {
  await page.evaluate((hash) => void (window.location.hash = hash), place)
}

const timerOf = ({ page, words }: ConsoleUser) =>
  page.getByRole('group', { name: words('work:running', { name: '' }).trim() })

/** What is typed into the lines of two groups without being entered. */
const BEGUN = [
  {
    group: 'tasks',
    typed: 'Ask the neighbours',
    field: ({ page, words }: ConsoleUser) =>
      page.getByRole('textbox', { name: words('tasks:add'), exact: true }),
  },
  {
    group: 'work',
    typed: 'Read the manual',
    field: ({ page, words }: ConsoleUser) =>
      page.getByRole('form', { name: words('work:log') }).getByRole('textbox', { name: words('work:note') }),
  },
] as const

async function begin(user: ConsoleUser): Promise<void> {
  for (const { group, typed, field } of BEGUN) {
    await user.tab(group)
    await field(user).fill(typed)
  }
}

/** Finds what was typed, and takes it out. */
async function begun(user: ConsoleUser): Promise<void> {
  for (const { group, typed, field } of BEGUN) {
    await user.tab(group)
    await expect(field(user)).toHaveValue(typed)
    await field(user).fill('')
  }
}

/** Puts a canned reply into the note with the palette. */
async function insertFromPalette(user: ConsoleUser): Promise<void> {
  const { page, words } = user
  await user.tab('notes')
  await page.keyboard.press('Control+k')
  const typed = page.getByPlaceholder(words('console:palette.placeholder'))
  await typed.fill(words('messages:insert.reply'))
  const palette = page.getByRole('dialog').filter({ has: typed })
  await palette.getByRole('button', { name: words('messages:insert.reply') }).click()
  const dialog = page.getByRole('dialog', { name: words('messages:insert.reply') })
  await dialog.getByRole('button', { name: words('messages:insert.insert'), exact: true }).click()
  const note = page.getByRole('textbox', { name: words('messages:compose.noteLabel'), exact: true })
  await expect(note).not.toHaveText('')
  await note.fill('')
}

for (const [name, machineOn] of MACHINES) {
  test(`work on a ticket in ${name}: without a network, through a crash, to a colleague`, async ({
    browser,
  }) => {
    test.setTimeout(300_000)
    const desk = await startDesk('sqlite')
    const cable = await startFaultProxy({ port: desk.first.port })
    const machine = await machineOn(cable.url)
    try {
      const other = await colleague(desk.first.url, 'Amélie Laurent')
      const id = await other.openTicket(TITLE, '')
      let agent = await machine.start()
      await agent.signIn(AGENT)
      await goTo(agent, `/tickets/${id}`)
      await expect(agent.page.getByRole('article', { name: TITLE })).toBeVisible({ timeout: READY })

      await test.step('something is done in each group while the network is away', async () => {
        cable.cut()
        await agent.page.keyboard.press('t')
        await expect(timerOf(agent)).toBeVisible()
        await inEach(agent, ({ act }) => act)
        await inEach(agent, ({ seen }) => seen)
        await insertFromPalette(agent)
        await begin(agent)
        await agent.page.reload()
        await expect(agent.page.getByRole('article', { name: TITLE })).toBeVisible({ timeout: READY })
        await begun(agent)
      })

      await test.step('the program crashes and starts again, still without a network: all is there', async () => {
        await machine.crash()
        agent = await machine.start()
        await expect(timerOf(agent)).toBeVisible({ timeout: READY })
        await timerOf(agent).getByRole('button').first().click()
        await expect(agent.page.getByRole('article', { name: TITLE })).toBeVisible()
        await inEach(agent, ({ seen }) => seen)
        await expect(agent.pill).toContainText(/Offline, \d+ changes waiting/)
      })

      const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
      const second = consoleUser(page)
      await test.step('with the network a colleague sees all of it', async () => {
        cable.heal()
        await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
        await page.goto(`${desk.second.url}/console/`)
        await second.signIn(COLLEAGUE)
        await goTo(second, '/tickets?view=unassigned')
        await expect(second.row(TITLE)).toContainText(
          second.words('tasks:progressShort', { done: 1, all: 2 }),
          {
            timeout: READY,
          },
        )
        await second.open(TITLE)
        await inEach(second, ({ seen }) => seen)
      })

      await test.step('what the colleague answers comes back', async () => {
        await inEach(second, ({ answer }) => answer)
        await inEach(agent, ({ answered }) => answered)
      })

      await test.step('the timer that outlived the crash is written down', async () => {
        await agent.tab('work')
        await timerOf(agent)
          .getByRole('button', { name: agent.words('work:stop') })
          .click()
        const dialog = agent.page.getByRole('dialog')
        const note = dialog.getByRole('textbox', { name: agent.words('work:note') })
        await note.fill('Timed on site')
        await dialog
          .getByRole('button', { name: agent.words('work:goOn') })
          .last()
          .click()
        await timerOf(agent)
          .getByRole('button', { name: agent.words('work:stop') })
          .click()
        await expect(note).toHaveValue('Timed on site')
        await dialog.getByRole('button', { name: agent.words('work:log'), exact: true }).click()
        await expect(timerOf(agent)).toBeHidden()
        await expect(agent.page.getByText('Timed on site')).toBeVisible()
        await second.tab('work')
        await expect(second.page.getByText('Timed on site')).toBeVisible({ timeout: READY })
      })
    } finally {
      await machine.remove()
      await cable.stop()
      await desk.stop()
    }
  })
}
