import { createHash, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import type { Message } from '#shared/messages/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { replyAddress } from '#sync-server/mail/token.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { startMailServers, type MailServers } from '../support/mail-servers.ts'
import { openMailbox, type MailboxClient } from '../support/mailbox-client.ts'
import { createDatabase } from '../support/postgres-cluster.ts'
import { AGENT_ID, mailboxOn, openDesk, ORG_ID, SECRET, type Desk } from './desk.ts'
import { startScriptedSmtp, type ScriptedSmtp } from './scripted-smtp.ts'

let servers: MailServers
let camille: MailboxClient
let jonas: MailboxClient
let desk: Desk
let scripted: ScriptedSmtp | undefined
let dropDatabase: (() => Promise<void>) | undefined

beforeAll(async () => {
  servers = await startMailServers()
  camille = await openMailbox(servers, 'camille.martin')
  jonas = await openMailbox(servers, 'jonas.weber')
})

afterAll(async () => {
  await Promise.all([camille.close(), jonas.close()])
  await servers.stop()
})

beforeEach(async () => {
  desk = await openDesk(mailboxOn(servers, 'helpdesk', { noImap: true }))
})

afterEach(async () => {
  await desk.close()
  await scripted?.stop()
  scripted = undefined
  await dropDatabase?.()
  dropDatabase = undefined
})

async function aTicket(title: string): Promise<Ticket> {
  const [docId, requesterId, at] = [desk.deps.newId(), 'camille', desk.deps.clock()]
  await desk.write([
    {
      collection: 'people',
      docId: requesterId,
      op: 'create',
      patch: { name: 'Camille Martin', emails: [camille.address], orgId: ORG_ID, language: 'fr' },
    },
    {
      collection: 'tickets',
      docId,
      op: 'create',
      patch: {
        title,
        orgId: ORG_ID,
        requesterId,
        label: 'NEW-TEST',
        createdAt: at,
        createdBy: AGENT_ID,
        updatedAt: at,
      },
    },
  ])
  const stored = await desk.store.doc('tickets', docId)
  return stored?.doc as unknown as Ticket
}

const delivery = (messageId: string, state: Message['delivery']) =>
  desk.until(`the state ${state}`, async () => {
    const message = (await desk.store.doc('messages', messageId))?.doc as Message | undefined
    return message?.delivery === state && message
  })

const effectIs = (messageId: string, state: string, attempts: number) =>
  desk.until(`the effect to be ${state}`, async () => {
    const effect = await desk.store.effects.byCause('send-reply', messageId)
    return effect?.state === state && effect.attempts === attempts
  })

const withSmtp = (port: number) => ({
  mailbox: mailboxOn(servers, 'helpdesk', { noImap: true, smtpPort: port }),
})

describe('a reply', () => {
  test('reaches the requester as text and HTML, in their language, with its thread and its files', async () => {
    desk.start()
    const ticket = await aTicket('Imprimante')
    const first = await desk.reply(ticket.id, { text: 'Première réponse <ok>\n\nhttps://example.test/aide' })
    const sent = await delivery(first, 'sent')
    const sha256 = await desk.deps.files.put(Buffer.from('the file'))
    await desk.reply(ticket.id, {
      text: 'Deuxième réponse',
      cc: [jonas.address],
      attachments: [{ sha256, name: 'mode d’emploi.txt', size: 8, type: 'text/plain', contentId: '' }],
    })
    const one = await camille.waitForMessage(({ text }) => text.includes('Première'))
    expect(one.messageId).toBe(sent.mailId)
    expect(one.subject).toBe(`Re: Imprimante [#${ticket.number}]`)
    expect(one.mail.from?.value[0]).toEqual({ name: 'Acme Help', address: 'helpdesk@example.test' })
    expect(one.mail.replyTo?.value[0]?.address).toBe(replyAddress('helpdesk@example.test', ticket, SECRET))
    expect(one.text).toContain('répondez simplement')
    expect(one.mail.html).toContain('Première réponse &lt;ok&gt;')
    expect(one.mail.html).toContain('<a href="https://example.test/aide">')
    expect(one.mail.headers.has('auto-submitted')).toBe(false)
    const two = await jonas.waitForMessage(({ text }) => text.includes('Deuxième'))
    expect(two.mail.inReplyTo).toBe(sent.mailId)
    expect([two.mail.references].flat()).toEqual([sent.mailId])
    expect(two.mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['mode d’emploi.txt', 'the file'],
    ])
  })

  test('with formatting goes out as text and HTML beside one another, cleaned, with its signed address', async () => {
    desk.start()
    const ticket = await aTicket('Formaté')
    const text = 'À faire :\n- redémarrer\n- lire la notice (https://example.test/n)'
    const html =
      '<p>À faire :</p><ul><li><strong>redémarrer</strong></li>' +
      '<li>lire <a href="https://example.test/n">la notice</a></li></ul><script>steal()</script>'
    await desk.reply(ticket.id, { text, html })
    const { mail, text: plain } = await camille.waitForMessage((each) => each.text.includes('À faire'))
    const type = mail.headers.get('content-type') as { readonly value: string }
    expect(type.value).toBe('multipart/alternative')
    expect(plain).toContain(text)
    expect(plain).toContain('répondez simplement')
    expect(mail.html).toContain('<ul><li><strong>redémarrer</strong></li>')
    expect(mail.html).toMatch(/<a href="https:\/\/example\.test\/n"[^>]*>la notice<\/a>/)
    expect(mail.html).toContain('répondez simplement')
    expect(mail.html).not.toContain('steal')
    expect(mail.replyTo?.value[0]?.address).toBe(replyAddress('helpdesk@example.test', ticket, SECRET))
  })

  test('that the server refuses for good has failed, with the reason', async () => {
    desk.start()
    const ticket = await aTicket('550')
    const message = await delivery(
      await desk.reply(ticket.id, { text: 'x', to: ['rejected@example.test'] }),
      'failed',
    )
    expect(message.deliveryError).toContain('no such user here')
  })

  test('that the server refuses for now is tried again and goes out once', async () => {
    scripted = await startScriptedSmtp([{ recipient: '451 later' }, { data: '452 full' }])
    desk.start(withSmtp(scripted.port))
    const ticket = await aTicket('451')
    const message = await delivery(await desk.reply(ticket.id, { text: 'x' }), 'sent')
    expect(message.deliveryError).toBe('')
    expect(scripted.sessions()).toBe(3)
    await effectIs(message.id, 'done', 3)
  })

  test('that is refused for now to the end has failed', async () => {
    desk.start()
    const ticket = await aTicket('451 for ever')
    const message = await delivery(
      await desk.reply(ticket.id, { text: 'x', to: ['greylisted@example.test'] }),
      'failed',
    )
    expect(message.deliveryError).toContain('try again later')
  })

  test('whose connection breaks after the mail went out is uncertain and never sent again', async () => {
    scripted = await startScriptedSmtp([{ data: 'cut' }])
    desk.start(withSmtp(scripted.port))
    const ticket = await aTicket('Cut')
    const messageId = await desk.reply(ticket.id, { text: 'x' })
    await delivery(messageId, 'uncertain')
    await delivery(await desk.reply(ticket.id, { text: 'y' }), 'sent')
    expect(
      scripted.received.filter((mail) => mail.includes(messageId.slice(0, 30)) && /^x\r?$/m.test(mail)),
    ).toHaveLength(1)
    await effectIs(messageId, 'uncertain', 1)
  })

  test('whose connection breaks in the middle of the mail is uncertain too', async () => {
    const proxy = await startFaultProxy({ port: servers.smtp.port })
    desk.start(withSmtp(proxy.port))
    const ticket = await aTicket('Cut within')
    const bytes = randomBytes(2_000_000)
    const sha256 = await desk.deps.files.put(bytes)
    proxy.cutAfter('to-server', 500_000)
    const attachments = [
      { sha256, name: 'big.bin', size: bytes.length, type: 'application/octet-stream', contentId: '' },
    ]
    const messageId = await desk.reply(ticket.id, { text: 'Half', attachments })
    await delivery(messageId, 'uncertain')
    proxy.heal()
    await delivery(await desk.reply(ticket.id, { text: 'The next one' }), 'sent')
    await camille.waitForMessage(({ text }) => text.includes('The next one'))
    expect((await camille.list()).filter(({ text }) => text.includes('Half'))).toEqual([])
    await effectIs(messageId, 'uncertain', 1)
    await proxy.stop()
  })

  test('waits out a server that is down, and is sent once', async () => {
    const proxy = await startFaultProxy({ port: servers.smtp.port })
    proxy.cut()
    desk.start(withSmtp(proxy.port))
    const ticket = await aTicket('Down')
    const messageId = await desk.reply(ticket.id, { text: 'At last' })
    await desk.until('a failed try', async () => {
      const message = (await desk.store.doc('messages', messageId))?.doc
      return message?.['deliveryError'] !== ''
    })
    proxy.heal()
    await delivery(messageId, 'sent')
    await camille.waitForMessage(({ text }) => text.includes('At last'))
    expect((await camille.list()).filter(({ text }) => text.includes('At last'))).toHaveLength(1)
    await proxy.stop()
  })

  test('waits for a file that the device has still to bring', async () => {
    desk.start()
    const ticket = await aTicket('File')
    const bytes = Buffer.from('late bytes')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const attachments = [{ sha256, name: 'late.txt', size: bytes.length, type: 'text/plain', contentId: '' }]
    const messageId = await desk.reply(ticket.id, { text: 'With a file', attachments })
    await desk.until('the wait', async () => {
      const message = (await desk.store.doc('messages', messageId))?.doc as Message | undefined
      return message?.deliveryError.includes('late.txt')
    })
    await desk.deps.files.put(bytes)
    await delivery(messageId, 'sent')
  })
})

async function usePostgres(): Promise<void> {
  await desk.close()
  const database = await createDatabase(inject('postgresUrl'))
  desk = await openDesk(mailboxOn(servers, 'helpdesk', { noImap: true }), database.url)
  dropDatabase = database.drop
}

describe('exactly once', () => {
  test('a reply found in the middle of its sending is uncertain and not sent', async () => {
    scripted = await startScriptedSmtp([])
    const ticket = await aTicket('Crash while sending')
    const messageId = await desk.reply(ticket.id, { text: 'x' })
    await desk.write([
      { collection: 'messages', docId: messageId, op: 'change', patch: { delivery: 'sending' } },
    ])
    desk.start(withSmtp(scripted.port))
    await delivery(messageId, 'uncertain')
    expect(scripted.sessions()).toBe(0)
  })

  test('a reply whose worker died before it began is sent by another', async () => {
    const ticket = await aTicket('Crash before sending')
    const messageId = await desk.reply(ticket.id, { text: 'Taken over' })
    const now = desk.deps.clock()
    const soon = new Date(Date.parse(now) + 300).toISOString()
    expect(await desk.store.effects.claim(['send-reply'], 10, now, soon)).toHaveLength(1)
    desk.start()
    await delivery(messageId, 'sent')
  })

  test.each(['SQLite', 'PostgreSQL'])(
    'two workers on one outbox send each reply once on %s',
    async (kind) => {
      if (kind === 'PostgreSQL') await usePostgres()
      scripted = await startScriptedSmtp([])
      const ticket = await aTicket('Two workers')
      desk.start(withSmtp(scripted.port))
      desk.start(withSmtp(scripted.port))
      const ids = await Promise.all(
        Array.from({ length: 20 }, (_, i) => desk.reply(ticket.id, { text: `Reply ${i}.` })),
      )
      await Promise.all(ids.map((id) => delivery(id, 'sent')))
      const bodies = scripted.received.map((mail) => /^Reply \d+\./m.exec(mail)?.[0])
      expect(bodies.toSorted()).toEqual(ids.map((_, i) => `Reply ${i}.`).toSorted())
    },
  )
})

describe('sending again', () => {
  /** What a person's wish comes to in the documents. */
  const again = (docId: string, resends: number) =>
    desk.write([{ collection: 'messages', docId, op: 'change', patch: { resends } }])

  test('an uncertain reply goes out once more, as the same mail to every reader', async () => {
    scripted = await startScriptedSmtp([{ data: 'cut' }])
    desk.start(withSmtp(scripted.port))
    const ticket = await aTicket('Cut, then again')
    const messageId = await desk.reply(ticket.id, { text: 'x' })
    const { mailId } = await delivery(messageId, 'uncertain')
    await again(messageId, 1)
    await delivery(messageId, 'sent')
    const header = (name: string) =>
      scripted?.received.map((mail) => new RegExp(`^${name}: (.*)\r$`, 'mi').exec(mail)?.[1])
    expect(header('Message-ID')).toEqual([mailId, mailId])
    expect(new Set(header('Date')).size).toBe(1)
    await effectIs(`${messageId}:1`, 'done', 1)
    await effectIs(messageId, 'uncertain', 1)
  })

  test('a reply that failed goes out when the reason is gone', async () => {
    scripted = await startScriptedSmtp([{ recipient: '550 mailbox full' }])
    desk.start(withSmtp(scripted.port))
    const ticket = await aTicket('550, then again')
    const failed = await delivery(await desk.reply(ticket.id, { text: 'x' }), 'failed')
    await again(failed.id, 1)
    expect(await delivery(failed.id, 'sent')).toMatchObject({ deliveryError: '', mailId: failed.mailId })
    expect(scripted.received).toHaveLength(1)
  })

  test('a worker that comes back to the earlier sending leaves the new one alone', async () => {
    scripted = await startScriptedSmtp([])
    const ticket = await aTicket('Late worker')
    const messageId = await desk.reply(ticket.id, { text: 'x' })
    const patch = { delivery: 'failed' }
    await desk.write([{ collection: 'messages', docId: messageId, op: 'change', patch }])
    await again(messageId, 1)
    desk.start(withSmtp(scripted.port))
    await effectIs(messageId, 'failed', 1)
    await delivery(messageId, 'sent')
    await effectIs(`${messageId}:1`, 'done', 1)
    expect(scripted.received).toHaveLength(1)
  })
})

describe('a sign-in link', () => {
  test('is mailed at once and never lies in the database', async () => {
    const mail = desk.start()
    const url = 'https://desk.example.test/portal/#token=very-secret'
    await mail.sendSignInLink({ to: jonas.address, name: 'Jonas', language: 'fr', url })
    const received = await jonas.waitForMessage(({ text }) => text.includes(url))
    expect(received.subject).toBe('Votre lien de connexion')
    expect(await desk.store.effects.counts()).toEqual({})
  })
})
