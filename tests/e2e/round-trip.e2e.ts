import { expect, test, type Browser, type Page } from '@playwright/test'
import { killDesktop, launchDesktop } from '../electron-host/launch.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { startMailServers, type MailServers } from '../support/mail-servers.ts'
import { openMailbox, type ReceivedMail } from '../support/mailbox-client.ts'
import { createTempDir } from '../support/temp-dir.ts'
import { consoleUser } from './support/console.ts'
import { mailEnvironment, startDesk } from './support/desk.ts'
import { wordsOf } from './support/words.ts'

const AGENT_A = 'sarah.collins@brevent.example'
const AGENT_B = 'marc.dubois@brevent.example'
const TITLE = 'Both screens stay black on the docking station'
const REPLY = 'Please unplug the dock for thirty seconds, then connect the laptop again.'
const NOTE = 'Spare dock is on shelf B2, keep this between us.'
const ANSWER = 'That helped, both screens are back. Thank you!'
const READY = 60_000

/** Everything the requester's mailbox and the portal ever received, for what must not be in it. */
const seen: string[] = []

async function portalPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.on('response', async (response) => {
    if (response.url().includes('/api/portal/')) seen.push(await response.text().catch(() => ''))
  })
  await page.goto(`${url}/portal/`)
  return page
}

/** Signs in by the link in the mail, as somebody who never had a password. */
async function signInByLink(page: Page, mailbox: Awaited<ReturnType<typeof openMailbox>>): Promise<void> {
  const words = wordsOf('en')
  await page.getByLabel(words('portal:signIn.email')).fill(mailbox.address)
  await page.getByRole('button', { name: words('portal:signIn.sendLink') }).click()
  const link = /https?:\/\/\S+#\S+|https?:\/\/\S*\/portal\/\S+/
  const mail = await mailbox.waitForMessage(
    (message) => message.from.includes('helpdesk') && /portal/.test(message.text),
  )
  const url = link.exec(mail.text)?.[0]
  expect(url, mail.text).toBeDefined()
  await page.goto(url ?? '')
  await page.getByRole('button', { name: words('portal:link.submit'), exact: true }).click()
}

for (const store of ['sqlite', 'postgres'] as const) {
  const servers = store === 'sqlite' ? 'SQLite' : 'PostgreSQL with two server processes'

  test(`the round trip on ${servers}: one ticket from a mailbox to an offline laptop and back`, async ({
    browser,
  }) => {
    test.setTimeout(300_000)
    const mail: MailServers = await startMailServers()
    const requester = await openMailbox(mail, 'camille.martin')
    const desk = await startDesk(store, mailEnvironment(mail))
    const cable = await startFaultProxy({ port: desk.first.port })
    const laptop = await createTempDir('laptop')
    seen.length = 0
    try {
      const launch = () =>
        launchDesktop({ userDataDir: laptop.path, serverUrl: cable.url, env: { LANGUAGE: 'en' } })
      let desktop = await launch()
      let a = consoleUser(desktop.page)
      await a.signIn(AGENT_A)
      const pageB = await (await browser.newContext({ locale: 'en-GB' })).newPage()
      await pageB.goto(`${desk.second.url}/console/`)
      const b = consoleUser(pageB, 'en')
      await b.signIn(AGENT_B)

      await test.step('a mail becomes a ticket in both consoles without reload', async () => {
        await requester.send({
          from: { name: 'Camille Martin', address: requester.address },
          to: mail.account('helpdesk').address,
          subject: TITLE,
          text: 'Since this morning both screens stay black.',
        })
        await expect(a.row(TITLE)).toBeVisible({ timeout: READY })
        await expect(b.row(TITLE)).toBeVisible({ timeout: READY })
      })

      await a.open(TITLE)
      await b.open(TITLE)

      await test.step('A works without a network', async () => {
        cable.cut()
        await a.reply(REPLY)
        await a.choose('priority', a.words('tickets:priority.high'))
        await a.addNote(NOTE)
        await expect(a.pill).toContainText(/Offline, \d changes waiting/, { timeout: READY })
      })

      await test.step('A’s program is killed and started again, still offline: all is there', async () => {
        await killDesktop(desktop.app)
        desktop = await launch()
        a = consoleUser(desktop.page)
        await a.open(TITLE)
        await expect(a.property('priority').first()).toContainText(a.words('tickets:priority.high'))
        await expect(a.page.getByText(REPLY)).toBeVisible()
        await a.tab('notes')
        await expect(a.page.getByText(NOTE)).toBeVisible()
        await expect(a.pill).toContainText(/Offline, \d changes waiting/)
      })

      await test.step('B meanwhile changes the category and the priority', async () => {
        await b.pushed(() => b.choose('categoryId', 'Workstation'))
        await b.pushed(() => b.choose('priority', b.words('tickets:priority.urgent')))
      })

      await test.step('A reconnects: everything meets, and the conflict shows both values', async () => {
        cable.heal()
        await expect(a.property('categoryId').first()).toContainText('Workstation', { timeout: READY })
        await expect(a.property('priority').first()).toContainText(a.words('tickets:priority.urgent'))
        await expect(b.page.getByText(REPLY)).toBeVisible()
        await b.tab('notes')
        await expect(b.page.getByText(NOTE)).toBeVisible()
        await expect(b.property('priority').first()).toContainText(b.words('tickets:priority.urgent'))
        await expect(a.pill).toContainText(a.words('sync:pill.needsYou_one', { count: 1 }))
        const drawer = await a.openSync('conflicts')
        const conflict = drawer.getByRole('listitem').filter({ hasText: a.words('tickets:field.priority') })
        await expect(conflict).toContainText(a.words('tickets:priority.high'))
        await expect(conflict).toContainText(a.words('tickets:priority.urgent'))
        await expect(conflict).toContainText('Marc Dubois')
        await drawer.getByRole('button', { name: a.words('common:close') }).click()
        await expect(drawer).toBeHidden()
      })

      const isReply = (message: ReceivedMail) => message.text.includes(REPLY)
      await test.step('the requester receives the reply once and answers it; the answer is in the same ticket', async () => {
        const reply = await requester.waitForMessage(isReply, { deadlineMs: READY })
        await requester.reply(reply, { text: ANSWER })
        await a.tab('conversations')
        await b.tab('conversations')
        await expect(a.page.getByText(ANSWER)).toBeVisible({ timeout: READY })
        await expect(b.page.getByText(ANSWER)).toBeVisible({ timeout: READY })
        await expect(b.page.getByText(/^Sent \d{2}:\d{2}$/)).toBeVisible()
        await b.page.getByRole('button', { name: b.words('tickets:page.back') }).click()
        await expect(b.row(TITLE)).toHaveCount(1)
      })

      await test.step('the portal shows the same conversation to the requester', async () => {
        const portal = await portalPage(browser, desk.second.url)
        await signInByLink(portal, requester)
        await portal.getByRole('link', { name: TITLE }).first().click()
        await expect(portal.getByText(REPLY)).toBeVisible()
        await expect(portal.getByText(ANSWER)).toBeVisible()
        seen.push(await portal.content())
      })

      await test.step('the reply went out once and the private note nowhere', async () => {
        const mails = await requester.list()
        expect(mails.filter(isReply)).toHaveLength(1)
        seen.push(...mails.map((message) => message.raw.toString('latin1') + message.text))
        expect(seen.length).toBeGreaterThan(4)
        expect(seen.filter((text) => text.includes('shelf B2'))).toEqual([])
      })
      await desktop.app.close()
    } finally {
      await cable.stop()
      await desk.stop()
      await requester.close()
      await mail.stop()
      await laptop.remove()
    }
  })
}
