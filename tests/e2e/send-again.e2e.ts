import { expect, test } from '@playwright/test'
import { startScriptedSmtp } from '../mail/scripted-smtp.ts'
import { consoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const AGENT = 'sarah.collins@brevent.example'
const REPLY = 'Please restart the docking station once.'
const READY = 60_000

test('a reply that did not arrive is sent again, after a question where it perhaps did', async ({ page }) => {
  test.setTimeout(300_000)
  const smtp = await startScriptedSmtp([{ recipient: '550 mailbox full' }, { data: 'cut' }])
  const login = 'helpdesk:secret'
  const desk = await startDesk('sqlite', {
    MAIL_ADDRESS: 'helpdesk@brevent.example',
    MAIL_SMTP_URL: `smtp://${login}@127.0.0.1:${smtp.port}`,
    MAIL_TLS_INSECURE: '1',
  })
  try {
    await page.goto(`${desk.first.url}/console/`)
    const agent = consoleUser(page)
    const { words } = agent
    await agent.signIn(AGENT)
    // Rows move until the first fill is over.
    await expect(agent.pill).toHaveAttribute('data-tone', /calm|alert/, { timeout: 2 * READY })
    await page.getByRole('row').nth(1).click()
    await agent.reply(REPLY)
    const thread = page.getByRole('region', { name: words('messages:thread') })
    const reply = thread.getByRole('article').filter({ hasText: REPLY })
    const again = reply.getByRole('button', { name: words('messages:sendAgain.button') })

    await test.step('the mail server refuses it: it has failed, and goes out again at a click', async () => {
      await expect(reply.getByRole('status')).toContainText('mailbox full', { timeout: READY })
      await again.click()
      await expect(again).toBeHidden()
    })

    await test.step('the connection breaks: it perhaps arrived, and one is asked first', async () => {
      await expect(reply.getByRole('status')).toContainText('Perhaps sent', { timeout: READY })
      await again.click()
      const question = page.getByRole('dialog', { name: words('messages:sendAgain.title') })
      await question.getByRole('button', { name: words('common:cancel') }).click()
      await expect(question).toBeHidden()
      await again.click()
      await question.getByRole('button', { name: words('messages:sendAgain.button') }).click()
    })

    await test.step('it arrives, as the same mail as before', async () => {
      await expect(reply.getByRole('status')).toContainText('Sent', { timeout: READY })
      await expect(again).toHaveCount(0)
      const ids = smtp.received.map((mail) => /^Message-ID: (.*)\r$/im.exec(mail)?.[1])
      expect(ids).toHaveLength(2)
      expect(ids[0]).toBe(ids[1])
      await agent.tab('activity')
      await expect(page.getByText(words('activity:message.sentAgain')).first()).toBeVisible()
    })
  } finally {
    await desk.stop()
    await smtp.stop()
  }
})
