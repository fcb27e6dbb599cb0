import { expect as expectSoon, test, type Locator } from '@playwright/test'
import path from 'node:path'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { createTempDir } from '../support/temp-dir.ts'
import { colleague, REQUESTER } from './support/agents.ts'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { tabletMachine } from './support/consoles.ts'
import { startDesk } from './support/desk.ts'
import { filmLabel } from './support/label-film.ts'

const TECHNICIAN = { id: 'agent-3', email: 'sarah.collins@brevent.example' }
const COLLEAGUE = 'marc.dubois@brevent.example'
const TITLE = 'The dock in room 118 is dead'
const TAG = 'BRV-10023'
/** A tablet is slow, and a loaded machine slower: a first fill takes minutes there. */
const READY = 180_000
const expect = expectSoon.configure({ timeout: READY })
/** A red dot, as a photo. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: PICTURE })

const part = ({ page, words }: ConsoleUser, name: string): Locator =>
  page.getByRole('region', { name: words(name), exact: true })
const action = ({ page, words }: ConsoleUser, name: string): Locator =>
  page.getByRole('toolbar').getByRole('button', { name: words(name), exact: true })

/** Waits for what is to be touched as long as for what is to be seen. */
function patient(user: ConsoleUser): ConsoleUser {
  user.page.setDefaultTimeout(READY)
  return user
}

async function goTo({ page }: ConsoleUser, place: string): Promise<void> {
  await page.evaluate((hash) => void (window.location.hash = hash), place)
}

/** Writes a line into the field at the end of a list. */
async function addLine({ page, words }: ConsoleUser, name: string, line: string): Promise<void> {
  const field = page.getByRole('textbox', { name: words(name), exact: true })
  await field.fill(line)
  await field.press('Enter')
}

/** Signs with a stroke across the paper. */
async function sign({ page, words }: ConsoleUser): Promise<void> {
  const paper = page.getByRole('img', { name: words('today:sign.field') })
  await expect(paper).toBeVisible()
  const box = await paper.boundingBox()
  if (box === null) throw new Error('there is no paper to sign on')
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  await page.mouse.move(...at(0.2, 0.5))
  await page.mouse.down()
  await page.mouse.move(...at(0.4, 0.25), { steps: 8 })
  await page.mouse.move(...at(0.7, 0.6), { steps: 8 })
  await page.mouse.up()
  await page.getByRole('button', { name: words('today:sign.keep'), exact: true }).tap()
  await expect(page.getByRole('dialog')).toBeHidden()
}

/** Kills the page as a tablet short of memory does, and opens the console anew. */
async function killed({ page }: ConsoleUser): Promise<ConsoleUser> {
  const context = page.context()
  const address = new URL(page.url())
  const gone = page.waitForEvent('crash')
  const session = await context.newCDPSession(page)
  // Never answered: there is nobody left to answer.
  session.send('Page.crash').catch(() => undefined)
  await gone
  const next = await context.newPage()
  await next.goto(`${address.origin}${address.pathname}`)
  return patient(consoleUser(next))
}

/** Everything the visit left on the ticket, as its page shows it. */
async function seesTheVisit(user: ConsoleUser): Promise<void> {
  await expect(user.page.getByRole('checkbox', { name: 'Swap the dock' })).toBeChecked()
  await expect(part(user, 'purchases:parts').getByText('HDMI cable')).toBeVisible()
  await expect(part(user, 'equipment:title').getByText(TAG)).toBeVisible()
  const files = part(user, 'today:visit.files')
  await expect(files.getByText('Photo taken on site')).toBeVisible()
  await expect(files.getByText(`Signed by ${REQUESTER.name}`)).toBeVisible()
}

test('a visit on a tablet: without a network, its page killed, to a colleague', async ({ browser }) => {
  test.setTimeout(900_000)
  const desk = await startDesk('sqlite')
  const cable = await startFaultProxy({ port: desk.first.port })
  const films = await createTempDir('film')
  const film = path.join(films.path, 'label.y4m')
  await filmLabel(film, `https://desk.example/a/${TAG}`)
  const machine = await tabletMachine(cable.url, film)
  try {
    const other = await colleague(desk.first.url, 'Amélie Laurent')
    const planned = { plannedStart: new Date().toISOString(), siteId: 'site-lyon' }
    const id = await other.openTicket(TITLE, TECHNICIAN.id, planned)
    const second = patient(consoleUser(await (await browser.newContext({ locale: 'en-GB' })).newPage()))
    await second.page.goto(`${desk.second.url}/console/`)
    await second.signIn(COLLEAGUE)
    await goTo(second, `/tickets/${id}`)
    let tablet = patient(await machine.start())

    await test.step('a colleague puts a plan of the room on the ticket', async () => {
      await expect(second.page.getByRole('article', { name: TITLE })).toBeVisible()
      await second.tab('notes')
      await second.page.locator('input[type=file]').setInputFiles(picture('room-118.png'))
      await second.addNote('The plan of the room')
    })

    await test.step('the technician takes the visit of today along', async () => {
      await tablet.signIn(TECHNICIAN.email)
      await tablet.page.getByRole('link', { name: 'Today', exact: true }).tap()
      const visit = part(tablet, 'today:mine').getByRole('listitem').filter({ hasText: TITLE })
      await expect(visit).toBeVisible()
      await visit.getByRole('button').tap()
      await expect(part(tablet, 'today:take.title')).toContainText('All here: 1 of 1 file')
    })

    await test.step('the work is done where there is no network', async () => {
      await expect(tablet.pill).toHaveAttribute('data-tone', 'calm')
      cable.cut()
      await part(tablet, 'today:mine').getByRole('link').filter({ hasText: TITLE }).tap()
      await expect(tablet.page.getByRole('article', { name: TITLE })).toBeVisible()
      await tablet.page.getByRole('button', { name: 'room-118.png' }).first().tap()
      await expect(tablet.page.getByRole('dialog').getByRole('img', { name: 'room-118.png' })).toBeVisible()
      await tablet.page.keyboard.press('Escape')
      await action(tablet, 'work:start').tap()
      await addLine(tablet, 'tasks:add', 'Swap the dock')
      await tablet.page.getByText('Swap the dock').tap()
      await addLine(tablet, 'purchases:addPart', 'HDMI cable')
      await tablet.page.locator('input[type=file]').setInputFiles(picture('image.png'))
      await expect(part(tablet, 'today:visit.files').getByText('Photo taken on site')).toBeVisible()
      await action(tablet, 'today:scan.short').tap()
      await expect(part(tablet, 'equipment:title').getByText(TAG)).toBeVisible()
      await action(tablet, 'today:sign.short').tap()
      await sign(tablet)
      await seesTheVisit(tablet)
    })

    await test.step('the page is killed and opened again, still without a network: all is there', async () => {
      tablet = await killed(tablet)
      await goTo(tablet, `/today/${id}`)
      await expect(tablet.page.getByRole('article', { name: TITLE })).toBeVisible()
      await seesTheVisit(tablet)
    })

    await test.step('the visit is finished and its time written down', async () => {
      await action(tablet, 'today:finish.short').tap()
      const finish = tablet.page.getByRole('dialog')
      await finish.getByRole('textbox').fill('Dock swapped for a new one')
      await finish.getByRole('button', { name: tablet.words('today:finish.submit'), exact: true }).tap()
      const stop = tablet.page.getByRole('dialog').filter({ hasText: tablet.words('work:discard') })
      await stop.getByRole('textbox', { name: tablet.words('work:note') }).fill('Dock on site')
      await stop.getByRole('button', { name: tablet.words('work:log'), exact: true }).tap()
      await expect(stop).toBeHidden()
      await expect(part(tablet, 'today:mine').getByText(TITLE)).toBeHidden()
      await expect(tablet.pill).toContainText(/Offline, \d+ changes waiting/)
    })

    await test.step('with the network a colleague sees all of it', async () => {
      cable.heal()
      await expect(tablet.pill).toHaveAttribute('data-tone', 'calm')
      await expect(second.page.getByText('Photo taken on site')).toBeVisible()
      await expect(second.page.getByText(`Signed by ${REQUESTER.name}`)).toBeVisible()
      await second.tab('tasks')
      await second.page
        .getByRole('button', { name: second.words('tasks:doneCount_one', { count: 1 }) })
        .click()
      await expect(second.page.getByRole('checkbox', { name: /Swap the dock/ })).toBeChecked()
      await second.tab('purchases')
      await expect(second.page.getByText('HDMI cable')).toBeVisible()
      await second.tab('work')
      await expect(second.page.getByText('Dock on site')).toBeVisible()
      await second.tab('basic')
      await expect(second.page.getByText('Dock swapped for a new one')).toBeVisible()
      await second.page.getByRole('tab', { name: second.words('tickets:page.assets') }).click()
      await expect(second.page.getByText(TAG)).toBeVisible()
    })
  } finally {
    await machine.remove()
    await cable.stop()
    await desk.stop()
    await films.remove()
  }
})
