import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Ticket } from '#shared/tickets/schema.ts'
import { replyAddress } from '#sync-server/mail/token.ts'
import { openImapMailbox } from '#sync-server/mail/imap-mailbox.ts'
import { startMailServers, type MailServers } from '../support/mail-servers.ts'
import { openMailbox, type MailboxClient } from '../support/mailbox-client.ts'
import { AGENT_ID, mailboxOn, openDesk, SECRET, type Desk } from './desk.ts'

let servers: MailServers
let camille: MailboxClient
let jonas: MailboxClient
let agent: MailboxClient
let desk: Desk
let mailboxes = 0
let help: string

beforeAll(async () => {
  servers = await startMailServers()
  camille = await openMailbox(servers, 'camille.martin')
  jonas = await openMailbox(servers, 'jonas.weber')
  agent = await openMailbox(servers, 'agent')
})

afterAll(async () => {
  await Promise.all([camille, jonas, agent].map((mailbox) => mailbox.close()))
  await servers.stop()
})

beforeEach(async () => {
  const localPart = `help${++mailboxes}`
  await servers.addUser(localPart)
  help = servers.account(localPart).address
  desk = await openDesk(mailboxOn(servers, localPart))
})

afterEach(() => desk.close())

const onlyTicket = () => desk.until('a ticket', async () => (await desk.tickets())[0])
const messageCount = (ticketId: string, count: number) =>
  desk.until(`${count} messages`, async () => {
    const messages = await desk.messages(ticketId)
    return messages.length >= count && messages
  })

async function openTicket(subject: string): Promise<Ticket> {
  await camille.send({
    from: 'Camille Martin <camille.martin@example.test>',
    to: help,
    subject,
    text: 'Please help.',
  })
  return onlyTicket()
}

describe('a first mail', () => {
  test('opens a ticket for a new person, with its text and its files', async () => {
    desk.start()
    await camille.send({
      from: 'Camille Martin <camille.martin@example.test>',
      to: help,
      subject: 'Re: Fwd: Printer on fire',
      text: 'It burns.\n\n-- \nCamille',
      html: '<p>It <b>burns</b>.<script>alert(1)</script></p><img src="cid:flame@x">',
      attachments: [
        { filename: 'flame.png', content: Buffer.from('png'), cid: 'flame@x' },
        { filename: 'Rapport été.pdf', content: Buffer.from('pdf') },
      ],
    })
    const ticket = await onlyTicket()
    expect(ticket).toMatchObject({
      title: 'Printer on fire',
      source: 'mail',
      status: 'new',
      teamId: 'team-desk',
      number: 1001,
    })
    const requester = (await desk.people()).find(({ id }) => id === ticket.requesterId)
    expect(requester).toMatchObject({ name: 'Camille Martin', emails: [camille.address], orgId: 'acme' })
    const [message] = await messageCount(ticket.id, 1)
    expect(message).toMatchObject({
      kind: 'mail',
      visibility: 'public',
      authorId: requester?.id,
      automatic: false,
    })
    expect(message?.text).toContain('It burns.\n\n-- \nCamille')
    expect(message?.html).not.toContain('script')
    expect(message?.attachments.map(({ name, contentId }) => [name, contentId])).toEqual([
      ['flame.png', 'flame@x'],
      ['Rapport été.pdf', ''],
    ])
  })

  test('is there within a second and a half of its delivery', async () => {
    const mail = desk.start()
    await desk.until('the connection', async () => mail.status().fetch?.state === 'connected')
    const sentAt = performance.now()
    await openTicket('Fast')
    expect(performance.now() - sentAt).toBeLessThan(1_500)
  })

  test('is acknowledged once, by a mail that no machine answers', async () => {
    desk.start()
    const ticket = await openTicket('Acknowledge me')
    const answer = await camille.waitForMessage(({ subject }) => subject.includes('Acknowledge me'))
    expect(answer.subject).toBe('We have received your request: Acknowledge me [#1001]')
    expect(answer.mail.headers.get('auto-submitted')).toBe('auto-replied')
    expect(answer.mail.replyTo?.value[0]?.address).toBe(replyAddress(help, ticket, SECRET))
    expect(answer.raw.toString()).toMatch(/^Return-Path: <>/m)
    await camille.reply(answer, { text: 'One more thing.' })
    const messages = await messageCount(ticket.id, 2)
    expect(messages[1]?.text).toBe('One more thing.')
    expect(await desk.tickets()).toHaveLength(1)
  })
})

describe('a further mail', () => {
  test('with our reply address goes to its ticket and opens it again, whoever writes', async () => {
    desk.start()
    const ticket = await openTicket('Token')
    await desk.write([
      {
        collection: 'tickets',
        docId: ticket.id,
        op: 'change',
        patch: { status: 'resolved', resolvedAt: ticket.createdAt },
      },
    ])
    await jonas.send({
      to: replyAddress(help, ticket, SECRET).toUpperCase(),
      subject: 'No subject in common',
      text: 'Me too.',
    })
    const messages = await messageCount(ticket.id, 2)
    expect(messages[1]).toMatchObject({ text: 'Me too.' })
    expect((await desk.tickets())[0]).toMatchObject({ status: 'open', resolvedAt: '' })
  })

  test('that answers our reply goes to its ticket, without the quote', async () => {
    desk.start()
    const ticket = await openTicket('References')
    await desk.reply(ticket.id, { text: 'Did you try again?' })
    const ours = await camille.waitForMessage(({ text }) => text.includes('Did you try again?'))
    await camille.send({
      to: help,
      subject: 'Changed subject',
      inReplyTo: ours.messageId,
      references: [ours.messageId],
      text: `Yes, it works.\n\nOn Tue, 3 Nov 2026 at 09:12, Help <${help}> wrote:\n> Did you try again?`,
    })
    const messages = await messageCount(ticket.id, 3)
    expect(messages[2]).toMatchObject({ kind: 'mail', text: 'Yes, it works.' })
    expect(messages[2]?.fullText).toContain('> Did you try again?')
  })

  test('with the number in its subject goes there only from somebody who takes part', async () => {
    desk.start()
    const ticket = await openTicket('By number')
    await camille.send({ to: help, subject: `Again [#${ticket.number}]`, text: 'From the requester.' })
    await messageCount(ticket.id, 2)
    await jonas.send({ to: help, subject: `Give me access [#${ticket.number}]`, text: 'From a stranger.' })
    const other = await desk.until('another ticket', async () =>
      (await desk.tickets()).find(({ id }) => id !== ticket.id),
    )
    expect(other.title).toBe('Give me access')
    expect(await desk.messages(ticket.id)).toHaveLength(2)
    const [link] = await desk.until('a link', async () => {
      const links = await desk.store.list('links', { limit: 10 })
      return links.length > 0 && links
    })
    expect(link?.doc).toMatchObject({ kind: 'related', fromId: other.id, toId: ticket.id })
  })

  test('with the same subject alone opens a ticket of its own', async () => {
    desk.start()
    await openTicket('Printer')
    await camille.send({ to: help, subject: 'Re: Printer', text: 'Another one.' })
    await desk.until('two tickets', async () => (await desk.tickets()).length === 2)
  })

  test('by an agent is an answer of the desk', async () => {
    desk.start()
    const ticket = await openTicket('Agent by mail')
    await agent.send({ to: replyAddress(help, ticket, SECRET), subject: 'Re', text: 'I am on it.' })
    const messages = await messageCount(ticket.id, 2)
    expect(messages[1]).toMatchObject({ kind: 'mail', authorId: AGENT_ID })
    const answered = await desk.until('the first response', async () =>
      (await desk.tickets()).find((found) => found.firstRespondedAt !== ''),
    )
    expect(answered.status).toBe('open')
  })

  test('that merged tickets send on goes to the target', async () => {
    desk.start()
    const ticket = await openTicket('Merged')
    await camille.send({ to: help, subject: 'Target', text: 'x' })
    const target = await desk.until('the target', async () =>
      (await desk.tickets()).find(({ title }) => title === 'Target'),
    )
    await desk.write([
      { collection: 'tickets', docId: ticket.id, op: 'change', patch: { mergedIntoId: target.id } },
    ])
    await camille.send({ to: replyAddress(help, ticket, SECRET), subject: 'Re: Merged', text: 'Still.' })
    await messageCount(target.id, 2)
  })
})

describe('machines', () => {
  test('an out-of-office answer is added, opens nothing again and gets no answer', async () => {
    desk.start()
    const ticket = await openTicket('Holiday')
    await camille.waitForMessage(({ subject }) => subject.includes('Holiday'))
    await desk.write([
      {
        collection: 'tickets',
        docId: ticket.id,
        op: 'change',
        patch: { status: 'resolved', resolvedAt: ticket.createdAt },
      },
    ])
    const headers = { 'Auto-Submitted': 'auto-replied' }
    await camille.send({
      to: replyAddress(help, ticket, SECRET),
      subject: 'Out of office',
      text: 'I am away.',
      headers,
    })
    await camille.send({ to: help, subject: 'Out of office', text: 'I am away.', headers })
    const messages = await messageCount(ticket.id, 2)
    expect(messages[1]).toMatchObject({ automatic: true })
    await camille.send({ to: help, subject: 'The last one', text: 'x' })
    await desk.until('the last ticket', async () =>
      (await desk.tickets()).find(({ title }) => title === 'The last one'),
    )
    expect((await desk.tickets()).map(({ title }) => title).toSorted()).toEqual(['Holiday', 'The last one'])
    expect((await desk.tickets()).find(({ id }) => id === ticket.id)?.status).toBe('resolved')
  })

  test('a bounce marks our reply as failed and opens no ticket', async () => {
    desk.start()
    const ticket = await openTicket('Bounce')
    const messageId = await desk.reply(ticket.id, { text: 'Hello?', to: ['left.long.ago@example.test'] })
    const failed = await desk.until('the bounce', async () => {
      const message = (await desk.messages(ticket.id)).find(({ id }) => id === messageId)
      return message?.delivery === 'failed' && message
    })
    expect(failed.deliveryError).toMatch(/^left\.long\.ago@example\.test: .*550/)
    expect(await desk.tickets()).toHaveLength(1)
    expect(await desk.messages(ticket.id)).toHaveLength(2)
  })

  test('our own mail that comes back is left alone', async () => {
    desk.start()
    const ticket = await openTicket('Loop')
    await desk.reply(ticket.id, { text: 'To ourselves', to: [help] })
    await desk.until('our own mail', async () => {
      const { done } = { done: await desk.store.mail.lastUid(help, await uidValidity()) }
      return done >= 2
    })
    await camille.send({ to: help, subject: 'After the loop', text: 'x' })
    await desk.until('the next ticket', async () => (await desk.tickets()).length === 2)
    expect(await desk.messages(ticket.id)).toHaveLength(2)
  })
})

async function uidValidity(): Promise<string> {
  const { imap } = desk.deps.mailbox
  if (!imap) throw new Error('no IMAP')
  const opened = await openImapMailbox(imap, desk.deps.mailbox, 5_000)
  await opened.close()
  return opened.uidValidity
}
