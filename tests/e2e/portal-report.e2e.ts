import { randomUUID } from 'node:crypto'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { aCreation, signIn } from '../support/api-client.ts'
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts'
import { startDesk, type Desk } from './support/desk.ts'
import { wordsOf } from './support/words.ts'

const REQUESTER = 'romain.moreau@brevent.example'
const AGENT = 'sarah.collins@brevent.example'
const words = wordsOf('fr')
const MARKUP = '<img src=x onerror="document.title=1"> & <b>gras</b>'
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let desk: Desk
let cable: FaultProxy
/** What the page complained about, apart from connections the test itself broke. */
let complaints: string[]

test.beforeAll(async () => {
  desk = await startDesk('sqlite')
})
test.afterAll(() => desk.stop())
test.beforeEach(async () => {
  cable = await startFaultProxy({ port: desk.first.port })
  complaints = []
})
test.afterEach(() => cable.stop())

async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const isBrokenLine =
      message.text().includes('Failed to load resource') || message.text().includes('net::ERR_')
    if (message.type() === 'error' && !isBrokenLine) complaints.push(message.text())
  })
  await page.goto(`${cable.url}/portal/`)
  await page.getByLabel(words('portal:signIn.email')).fill(REQUESTER)
  await page.getByLabel(words('portal:signIn.password'), { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: words('portal:signIn.submit'), exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: /Romain/ })).toBeVisible()
  return page
}

/** How many of the person's open requests have this title, as the server lists them. */
async function countRequests(page: Page, title: string): Promise<number> {
  const answer = await page.request.get(`${cable.url}/api/portal/tickets?group=open`)
  const { tickets } = (await answer.json()) as { tickets: { title: string }[] }
  return tickets.filter((ticket) => ticket.title === title).length
}

async function beginReport(page: Page, title: string): Promise<void> {
  await page.getByLabel(words('portal:home.search')).fill(title)
  await page.getByRole('button', { name: words('portal:home.reportThis') }).click()
  await expect(page.getByLabel(words('portal:report.what'))).toHaveValue(title)
}

test('on a phone, in French: a problem with a picture, an answer that comes by itself, and the end', async ({
  browser,
}) => {
  const page = await openPhone(browser)
  const title = 'Écran de droite noir depuis ce matin'
  await test.step('the search answers while they type', async () => {
    await page.getByLabel(words('portal:home.search')).fill('ecrans noir')
    await expect(page.getByRole('link', { name: /écrans externes restent noirs/ })).toBeVisible()
  })
  await test.step('the problem goes out with its picture', async () => {
    await beginReport(page, title)
    await page.getByLabel(words('portal:report.happens')).fill(MARKUP)
    await page.getByLabel(words('portal:report.category')).selectOption({ label: 'Poste de travail' })
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'écran.png', mimeType: 'image/png', buffer: PICTURE })
    await page.getByRole('button', { name: words('portal:report.submit'), exact: true }).click()
    await expect(page.getByText(/bien reçu votre demande #\d+/)).toBeVisible()
  })
  await test.step('what they wrote is text, and their picture is shown', async () => {
    await expect(page.getByText(MARKUP)).toBeVisible()
    const picture = page.getByRole('link', { name: /écran\.png/ }).locator('img')
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  })
  const ticketId = page.url().split('/').at(-1) ?? ''
  const { client, session } = await signIn(desk.first.url, { email: AGENT, password: DEMO_PASSWORD })
  const say = (visibility: string, text: string) =>
    aCreation('messages', randomUUID(), {
      ticketId,
      kind: visibility === 'public' ? 'reply' : 'note',
      visibility,
      authorId: session.person.id,
      text,
      // Somebody who has seen everything: their reply is not held back.
      ticketRev: 1000,
      at: new Date().toISOString(),
    })
  await test.step('the desk answers, and the page follows without a reload', async () => {
    await client.push([
      say('private', 'Note interne'),
      say('public', 'Débranchez la station trente secondes.'),
    ])
    await expect(page.getByText('Débranchez la station trente secondes.')).toBeVisible()
    await expect(page.getByText('Note interne')).toHaveCount(0)
  })
  await test.step('they answer, the desk solves it, they confirm', async () => {
    await page.getByLabel(words('portal:request.comment')).fill('C’est mieux, merci.')
    await page.getByRole('button', { name: words('portal:request.send'), exact: true }).click()
    await expect(page.getByText('C’est mieux, merci.')).toBeVisible()
    const now = new Date().toISOString()
    const solve = {
      ...aCreation('tickets', ticketId, { status: 'resolved', resolvedAt: now }),
      op: 'change',
    } as const
    await client.push([{ ...solve, baseRev: 2_000_000_000 }])
    await page.getByRole('button', { name: words('portal:request.solvedYes') }).click()
    await expect(page.getByText(words('portal:request.confirmed'))).toBeVisible()
  })
  await test.step('it happens again', async () => {
    await page.getByRole('button', { name: words('portal:request.solvedNo'), exact: true }).click()
    await page.getByLabel(words('portal:request.again')).fill('Noir de nouveau.')
    await page.getByRole('button', { name: words('portal:request.send'), exact: true }).click()
    await expect(page.getByText(words('portal:request.reopened'))).toBeVisible()
  })
  expect(complaints).toEqual([])
  expect(await page.title()).not.toBe('1')
})

test('a report whose answer got lost goes out by itself, once', async ({ browser }) => {
  const page = await openPhone(browser)
  const title = 'Le lecteur de badges ne répond plus'
  await beginReport(page, title)
  cable.dropAnswers(/^POST \/api\/portal\/tickets$/)
  await page.getByRole('button', { name: words('portal:report.submit'), exact: true }).click()
  await expect(page.getByText(words('portal:sending.waiting'))).toBeVisible()
  expect(cable.droppedAnswers()).toBeGreaterThan(0)
  cable.heal()
  await expect(page.getByText(/bien reçu votre demande/)).toBeVisible({ timeout: 30_000 })
  expect(await countRequests(page, title)).toBe(1)
  expect(complaints).toEqual([])
})

test('what somebody typed survives the connection, the page and the wait, and then goes out', async ({
  browser,
}) => {
  const page = await openPhone(browser)
  const title = 'La douchette de l’entrepôt ne lit plus'
  await beginReport(page, title)
  await page.getByLabel(words('portal:report.happens')).fill('Depuis la mise à jour.')
  await page.reload()
  await expect(page.getByLabel(words('portal:report.happens'))).toHaveValue('Depuis la mise à jour.')
  await expect(page.getByText(words('portal:report.draft'))).toBeVisible()
  cable.cut()
  await expect(page.getByText(words('portal:problem.offline'))).toBeVisible()
  await page.getByRole('button', { name: words('portal:report.submit'), exact: true }).click()
  await expect(page.getByText(words('portal:sending.waiting'))).toBeVisible()
  cable.heal()
  await expect(page.getByText(/bien reçu votre demande/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(words('portal:problem.offline'))).toHaveCount(0)
  expect(await countRequests(page, title)).toBe(1)
  expect(complaints).toEqual([])
})

test('everything is reached with the keyboard, and reading goes on at the page’s top', async ({
  browser,
}) => {
  const page = await openPhone(browser)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: words('portal:nav.skip') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel(words('portal:home.search'))).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: words('portal:report.title') })).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  expect(complaints).toEqual([])
})
