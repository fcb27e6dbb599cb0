import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startMailServers, type MailServers } from './mail-servers.ts'
import { openMailbox, type MailboxClient } from './mailbox-client.ts'

let servers: MailServers
let camille: MailboxClient
let helpdesk: MailboxClient
const opened: MailboxClient[] = []

beforeAll(async () => {
  servers = await startMailServers({ password: 'chosen by the test' })
  camille = await openMailbox(servers, 'camille.martin')
  helpdesk = await openMailbox(servers, 'helpdesk')
})

afterEach(async () => {
  for (const mailbox of opened.splice(0)) await mailbox.close()
})

afterAll(async () => {
  await camille.close()
  await helpdesk.close()
  await servers.stop()
})

test('a message is submitted, delivered, and seen by a client that idles', async () => {
  const arrival = helpdesk.waitForMessage((message) => message.subject === 'Drucker défectueux')
  const messageId = await camille.send({
    to: helpdesk.address,
    subject: 'Drucker défectueux',
    text: 'Grüße, Camille',
  })
  const message = await arrival
  expect(message.messageId).toBe(messageId)
  expect(message.from).toBe('camille.martin@example.test')
  expect(message.text).toContain('Grüße')
})

test('a reply names the message that it answers', async () => {
  const question = await camille.send({ to: helpdesk.address, subject: 'VPN', text: 'It fails.' })
  const received = await helpdesk.waitForMessage((message) => message.messageId === question)
  const answer = await helpdesk.reply(received, { text: 'Try again.' })
  const reply = await camille.waitForMessage((message) => message.messageId === answer)
  expect(reply.subject).toBe('Re: VPN')
  expect(reply.mail.inReplyTo).toBe(question)
  expect([reply.mail.references].flat()).toEqual([question])
})

test('a plus-address reaches the mailbox and stays visible', async () => {
  const to = 'helpdesk+t.42.Signed-Token@example.test'
  const messageId = await camille.send({ to, subject: 'With token', text: 'x' })
  const message = await helpdesk.waitForMessage((candidate) => candidate.messageId === messageId)
  expect(message.mail.headers.get('delivered-to')).toMatchObject({ text: to })
  expect(message.raw.toString()).toContain(`To: ${to}`)

  const blind = await camille.send({
    bcc: to,
    to: 'agent@example.test',
    subject: 'Bcc',
    text: 'x',
  })
  const hidden = await helpdesk.waitForMessage((candidate) => candidate.messageId === blind)
  expect(hidden.mail.headers.get('delivered-to')).toMatchObject({ text: to })
})

test('SMTP refuses for good, for now, and for lack of a login', async () => {
  const message = { subject: 'Refused', text: 'x' }
  await expect(camille.send({ ...message, to: 'rejected@example.test' })).rejects.toMatchObject({
    responseCode: 550,
  })
  await expect(camille.send({ ...message, to: 'greylisted@example.test' })).rejects.toMatchObject({
    responseCode: 451,
  })
  const connection = {
    host: servers.smtp.host,
    port: servers.smtp.port,
    tls: { ca: servers.certificate },
  }
  const from = 'somebody@elsewhere.test'
  await expect(
    createTransport(connection).sendMail({ ...message, from, to: 'other@elsewhere.test' }),
  ).rejects.toMatchObject({ responseCode: 550 })
  for (const user of ['helpdesk@example.test', 'nobody@example.test']) {
    const login = createTransport({ ...connection, auth: { user, pass: 'wrong' } }).verify()
    await expect(login).rejects.toMatchObject({ responseCode: 535 })
  }
})

test('an unknown user comes back as a delivery status notification', async () => {
  await helpdesk.send({ to: 'left.long.ago@example.test', subject: 'Lost', text: 'x' })
  const bounce = await helpdesk.waitForMessage((message) => /delivery/i.test(message.subject))
  expect(bounce.mail.headers.get('auto-submitted')).toBe('auto-replied')
  const raw = bounce.raw.toString()
  expect(raw).toContain('Content-type: message/delivery-status')
  expect(raw).toContain('Final-Recipient: rfc822;left.long.ago@example.test')
  expect(raw).toContain('Status: 5.')
})

test('a user can be added while the servers run', async () => {
  const account = await servers.addUser('sofia.rossi', 'her own')
  const sofia = await openMailbox(servers, 'sofia.rossi')
  opened.push(sofia)
  const raw = `From: x@elsewhere.test\r\nTo: ${account.address}\r\nSubject: Raw\r\n\r\nhello\r\n`
  await camille.sendRaw(raw, [account.address])
  expect(await sofia.waitForMessage(() => true)).toMatchObject({ from: 'x@elsewhere.test' })
  expect(await sofia.list()).toHaveLength(1)
})

test('the IMAP server can go away and come back with its mail', async () => {
  await servers.imap.stop()
  await expect(openMailbox(servers, 'jonas.weber')).rejects.toThrow()
  const messageId = await sendUnauthenticated('jonas.weber@example.test')
  await servers.imap.start()
  const again = await openMailbox(servers, 'jonas.weber')
  opened.push(again)
  expect((await again.waitForMessage(() => true)).messageId).toBe(messageId)
})

async function sendUnauthenticated(to: string): Promise<string> {
  const { host, port } = servers.smtp
  const transport = createTransport({ host, port, tls: { ca: servers.certificate } })
  const sent = await transport.sendMail({
    from: 'boss@elsewhere.test',
    to,
    subject: 'In',
    text: 'x',
  })
  return sent.messageId
}
