import { expect, test } from '@playwright/test'
import { v7 } from 'uuid'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { signIn } from '#tests/support/api-client.ts'
import type { PushResponse } from '#shared/protocol/wire.ts'
import { consoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const AGENT = 'sarah.collins@brevent.example'
const COLLEAGUE = 'claire.roussel@brevent.example'
const REPLY = 'Please restart the docking station once.'
const READY = 60_000

test('a reply written offline is held when a colleague closed the ticket, and goes out when its author says so', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const desk = await startDesk('sqlite')
  try {
    await page.goto(`${desk.first.url}/console/`)
    const agent = consoleUser(page)
    const { words } = agent
    await agent.signIn(AGENT)
    await page.getByRole('row').nth(1).click({ timeout: READY })
    await agent.tab('conversations')
    const ticketId = /tickets\/([^/?#]+)/.exec(page.url())?.[1] ?? ''
    await page.context().setOffline(true)
    await agent.reply(REPLY)

    const { client } = await signIn(desk.first.url, { email: COLLEAGUE, password: DEMO_PASSWORD })
    const at = new Date().toISOString()
    const patch = { status: 'closed', pendingReason: '', resolvedAt: at, closedAt: at }
    const closing = { id: v7(), collection: 'tickets', docId: ticketId, op: 'change', baseRev: 1_000_000 }
    const closed = await client.post<PushResponse>('/sync/push', {
      mutations: [{ ...closing, patch, at, schema: 0 }],
    })
    expect(closed.body.answers[0]?.status).not.toBe('rejected')

    await page.context().setOffline(false)
    const thread = page.getByRole('region', { name: words('messages:thread') })
    const reply = thread.getByRole('article').filter({ hasText: REPLY })
    await expect(reply.getByRole('status')).toContainText(words('messages:delivery.held'), { timeout: READY })
    await expect(reply).toContainText(words('messages:held.reason.ticket-closed'))

    await agent.pill.click()
    const drawer = page.getByRole('dialog', { name: words('sync:drawer.title') })
    await drawer.getByRole('tab', { name: words('sync:drawer.held') }).click()
    await expect(drawer).toContainText(REPLY)
    await drawer.getByRole('button', { name: words('common:close') }).click()

    await reply.getByRole('button', { name: words('messages:held.edit'), exact: true }).waitFor()
    await reply.getByRole('button', { name: words('messages:held.send'), exact: true }).click()
    await expect(reply.getByRole('status')).toContainText(words('messages:delivery.queued'), {
      timeout: READY,
    })
  } finally {
    await desk.stop()
  }
})
