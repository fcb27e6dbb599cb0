import { expect, test, type Page } from '@playwright/test'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { colleague, REQUESTER } from './support/agents.ts'
import { consoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'
import { wordsOf } from './support/words.ts'

const SARAH = { id: 'agent-3', email: 'sarah.collins@brevent.example' }
const ANSWERED = 'The label printer prints everything twice'
const ASSIGNED = 'The projector in room Vercors hums'
const ANSWER = 'Since this morning it prints three times.'

interface Shown {
  readonly title: string
  readonly body: string
}
interface Recorder {
  readonly shown: (Shown & { click(): void })[]
}

/** Stands in for the system's notifications, which no browser lets a test see or click. */
async function recordNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const recorder: { shown: unknown[] } = { shown: [] }
    class RecordedNotification extends EventTarget {
      static permission = 'default'
      static async requestPermission() {
        this.permission = 'granted'
        return this.permission
      }
      constructor(title: string, { body }: { body: string }) {
        super()
        recorder.shown.push({ title, body, click: () => this.dispatchEvent(new Event('click')) })
      }
    }
    Object.assign(globalThis, { Notification: RecordedNotification, recorder })
  })
}

const shown = (page: Page): Promise<Shown[]> =>
  page.evaluate(() =>
    (globalThis as unknown as { recorder: Recorder }).recorder.shown.map(({ title, body }) => ({
      title,
      body,
    })),
  )

/** A test browser takes every page for focused; the person looks elsewhere, or comes back. */
const look = (page: Page, isHere: boolean) =>
  page.evaluate((here) => Object.assign(document, { hasFocus: () => here }), isHere)

test('what concerns somebody who looks elsewhere is told once, and a click leads there', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  const user = consoleUser(page)
  const { words } = user
  try {
    const marc = await colleague(desk.first.url, 'Marc Dubois')
    const answered = await marc.openTicket(ANSWERED, SARAH.id)
    const assigned = await marc.openTicket(ASSIGNED, '')
    await recordNotifications(page)
    await page.goto(`${desk.first.url}/console/`)
    await user.signIn(SARAH.email)
    await expect(user.row(ASSIGNED)).toBeVisible({ timeout: 60_000 })
    await expect(user.pill).toHaveAttribute('data-tone', 'calm', { timeout: 60_000 })

    await test.step('she switches them on', async () => {
      await page.getByRole('button', { name: /Sarah Collins/ }).click()
      const item = page.getByRole('menuitemcheckbox', { name: words('console:menu.notifications') })
      await expect(item).toHaveAttribute('aria-checked', 'false')
      await item.click()
      await expect(item).toHaveAttribute('aria-checked', 'true')
      await page.keyboard.press('Escape')
    })

    await test.step('a ticket given to her while she looks at the window is not told', async () => {
      const other = await marc.openTicket('The badge of a visitor does not open', SARAH.id)
      expect(other).not.toBe('')
      await expect(user.row('The badge of a visitor')).toBeVisible()
      expect(await shown(page)).toEqual([])
    })

    await look(page, false)
    await test.step('a ticket given to her is told; what was there before is not', async () => {
      await marc.assign(assigned, SARAH.id)
      await expect.poll(() => shown(page)).toHaveLength(1)
      expect((await shown(page))[0]).toMatchObject({
        title: expect.stringMatching(/^Marc Dubois assigned #\d+ to you$/),
        body: ASSIGNED,
      })
    })

    await test.step('the requester’s answer is told, and a second one within the minute is not', async () => {
      const portal = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
      await portal.goto(`${desk.first.url}/portal/`)
      await answerOnPortal(portal, desk.first.url, answered)
      await expect.poll(() => shown(page), { timeout: 30_000 }).toHaveLength(2)
      const [, second] = await shown(page)
      expect(second).toMatchObject({
        title: expect.stringMatching(/^Romain Moreau answered on #\d+$/),
        body: ANSWER,
      })
    })

    await test.step('a click opens the ticket', async () => {
      await page.evaluate(() =>
        (globalThis as unknown as { recorder: Recorder }).recorder.shown.at(-1)?.click(),
      )
      await expect(page.getByRole('article', { name: ANSWERED })).toBeVisible()
      await expect(page.getByText(ANSWER).first()).toBeVisible()
    })
  } finally {
    await desk.stop()
  }
})

/** Two messages of the requester, one after the other. */
async function answerOnPortal(portal: Page, url: string, ticketId: string): Promise<void> {
  const words = wordsOf('fr')
  await portal.getByLabel(words('portal:signIn.email')).fill(REQUESTER.email)
  const usePassword = portal.getByRole('button', { name: words('portal:signIn.usePassword') })
  if (await usePassword.isVisible()) await usePassword.click()
  await portal.getByLabel(words('portal:signIn.password'), { exact: true }).fill(DEMO_PASSWORD)
  await portal.getByRole('button', { name: words('portal:signIn.submit'), exact: true }).click()
  await expect(portal.getByRole('heading', { level: 1, name: /Romain/ })).toBeVisible()
  await portal.goto(`${url}/portal/#/request/${ticketId}`)
  for (const text of [ANSWER, 'And now four times.']) {
    await portal.getByLabel(words('portal:request.comment')).fill(text)
    await portal.getByRole('button', { name: words('portal:request.send'), exact: true }).click()
    await expect(portal.getByText(text)).toBeVisible()
  }
}
