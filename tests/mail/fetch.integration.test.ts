import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import type { MailDeps } from '#sync-server/mail/deps.ts'
import { openImapMailbox } from '#sync-server/mail/imap-mailbox.ts'
import type { RawMail } from '#sync-server/store/mail-store.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { startMailServers, type MailServers } from '../support/mail-servers.ts'
import { openMailbox, type MailboxClient } from '../support/mailbox-client.ts'
import { createDatabase } from '../support/postgres-cluster.ts'
import { mailboxOn, openDesk, ORG_ID, type Desk } from './desk.ts'

let servers: MailServers
let camille: MailboxClient
let desk: Desk
let mailboxes = 0
let localPart: string
let help: string

beforeAll(async () => {
  servers = await startMailServers()
  camille = await openMailbox(servers, 'camille.martin')
})

afterAll(async () => {
  await camille.close()
  await servers.stop()
})

beforeEach(async () => {
  localPart = `desk${++mailboxes}`
  await servers.addUser(localPart)
  help = servers.account(localPart).address
  desk = await openDesk(mailboxOn(servers, localPart))
})

afterEach(() => desk.close())

const titles = async () => (await desk.tickets()).map(({ title }) => title).toSorted()
const ticketNamed = (title: string) =>
  desk.until(`the ticket "${title}"`, async () =>
    (await desk.tickets()).find((ticket) => ticket.title === title),
  )

/** The desk's parts with a fault in the writing of documents. */
const withWrite = (write: MailDeps['sync']['write']): Partial<MailDeps> => ({ sync: { ...desk.sync, write } })

async function append(to: string, raw: Buffer | string, on: MailServers = servers): Promise<void> {
  const { address, password } = on.account(to)
  const client = new ImapFlow({
    host: on.imap.host,
    port: on.imap.port,
    secure: false,
    tls: { rejectUnauthorized: false },
    auth: { user: address, pass: password },
    logger: false,
  })
  await client.connect()
  await client.append('INBOX', Buffer.isBuffer(raw) ? raw : Buffer.from(raw, 'latin1'))
  await client.logout()
}

const aRawMail = (subject: string, messageId: string, more = '') =>
  `From: Camille <camille.martin@example.test>\r\nTo: ${help}\r\nSubject: ${subject}\r\nMessage-ID: ${messageId}\r\n${more}\r\nHello\r\n`

describe('a crash', () => {
  test('between storing a mail and taking it up loses and doubles nothing', async () => {
    let crashed = false
    const mail = desk.start(
      withWrite(async () => {
        crashed = true
        throw new Error('the process was killed')
      }),
    )
    await camille.send({
      to: help,
      subject: 'Crash before',
      text: 'x',
      attachments: [{ filename: 'a.txt', content: 'a' }],
    })
    await desk.until('the crash', async () => crashed)
    await mail.stop()
    expect(await titles()).toEqual([])
    desk.start()
    const ticket = await ticketNamed('Crash before')
    expect(await desk.messages(ticket.id)).toHaveLength(1)
  })

  test('after taking a mail up, before it was marked done, repeats without doubling', async () => {
    let crashed = false
    const { mail: rows } = desk.store
    const setRawState = async (id: string, state: RawMail['state'], attempts: number, error: string) => {
      if (!crashed && state === 'done') {
        crashed = true
        throw new Error('the process was killed')
      }
      await rows.setRawState(id, state, attempts, error)
    }
    desk.start({ store: { ...desk.store, mail: { ...rows, setRawState } } })
    await camille.send({ to: help, subject: 'Crash after', text: 'x' })
    const ticket = await ticketNamed('Crash after')
    await desk.until(
      'the end of the queue',
      async () => crashed && (await rows.unprocessed(help, 1)).length === 0,
    )
    expect(await titles()).toEqual(['Crash after'])
    expect(await desk.messages(ticket.id)).toHaveLength(1)
    const acknowledged = await camille.waitForMessage(({ subject }) => subject.includes('Crash after'))
    expect((await camille.list()).filter(({ subject }) => subject === acknowledged.subject)).toHaveLength(1)
  })
})

describe('one mail is one message', () => {
  test('when it was delivered twice', async () => {
    desk.start()
    await append(localPart, aRawMail('Twice', '<twice@example.test>'))
    await append(localPart, aRawMail('Twice', '<twice@example.test>', 'Received: from another server\r\n'))
    await append(localPart, aRawMail('Last', '<last@example.test>'))
    await ticketNamed('Last')
    expect(await titles()).toEqual(['Last', 'Twice'])
  })

  test('when it came to two mailboxes of the organisation', async () => {
    await servers.addUser(`${localPart}-two`)
    const second = mailboxOn(servers, `${localPart}-two`)
    const data = { address: second.address, teamId: '', categoryId: '', language: 'en' }
    await desk.write([
      {
        collection: 'settings',
        docId: 'mailbox-two',
        op: 'create',
        patch: { kind: 'mailbox', orgId: ORG_ID, name: 'Two', data },
      },
    ])
    desk.start()
    desk.start({ mailbox: second })
    await camille.send({ to: help, cc: second.address, subject: 'Both', text: 'x' })
    await camille.send({ to: help, subject: 'After one', text: 'x' })
    await camille.send({ to: second.address, subject: 'After two', text: 'x' })
    await ticketNamed('After one')
    await ticketNamed('After two')
    const both = await ticketNamed('Both')
    expect(await titles()).toEqual(['After one', 'After two', 'Both'])
    expect(await desk.messages(both.id)).toHaveLength(1)
  })

  test('and an answer that arrives before the mail it answers shares its ticket', async () => {
    desk.start()
    const answer = `Cc: camille.martin@example.test\r\nIn-Reply-To: <first-of-two@example.test>\r\n`
    const jonas = aRawMail('Re: Plan', '<second-of-two@example.test>', answer).replace(
      /^From:.*/,
      'From: jonas.weber@example.test',
    )
    await append(localPart, jonas)
    const ticket = await ticketNamed('Plan')
    await append(localPart, aRawMail('Plan', '<first-of-two@example.test>'))
    await desk.until('both', async () => (await desk.messages(ticket.id)).length === 2)
    expect(await titles()).toEqual(['Plan'])
  })

  test('when the mailbox was numbered anew', async () => {
    const moved = await startMailServers()
    try {
      await moved.addUser(localPart)
      const raw = aRawMail('Moved', '<moved@example.test>')
      const before = desk.start()
      await append(localPart, raw)
      const ticket = await ticketNamed('Moved')
      await before.stop()
      await append(localPart, raw, moved)
      await append(localPart, aRawMail('New home', '<home@example.test>'), moved)
      desk.start({ mailbox: mailboxOn(moved, localPart) })
      await ticketNamed('New home')
      expect(await titles()).toEqual(['Moved', 'New home'])
      expect(await desk.messages(ticket.id)).toHaveLength(1)
    } finally {
      await moved.stop()
    }
  })
})

describe('one bad mail never stops the queue', () => {
  test('after three failures it is put aside with the reason, and taken up again on demand', async () => {
    let isFixed = false
    const mail = desk.start(
      withWrite(async (actor, cause, writes, at) => {
        const isBad = writes.some(({ patch }) => patch['title'] === 'Bad')
        return isBad && !isFixed
          ? { ok: false, refusal: { code: 'broken-rule' } }
          : desk.sync.write(actor, cause, writes, at)
      }),
    )
    await camille.send({ to: help, subject: 'Bad', text: 'x' })
    await camille.send({ to: help, subject: 'Good', text: 'x' })
    await ticketNamed('Good')
    const [bad] = await desk.until('the quarantine', async () => {
      const mails = await desk.store.mail.quarantined([help], 10)
      return mails.length > 0 && mails
    })
    expect(bad).toMatchObject({ attempts: 3, error: expect.stringContaining('broken-rule') as string })
    isFixed = true
    expect(await mail.retry(bad?.id ?? '')).toBe(true)
    await ticketNamed('Bad')
    expect(await desk.store.mail.quarantined([help], 10)).toEqual([])
  })

  test('a mail beyond 30 MB is refused unseen, with the reason, and the next one comes in', async () => {
    const mail = desk.start()
    const raw = Buffer.concat([
      Buffer.from(aRawMail('Huge', '<huge@example.test>')),
      Buffer.alloc(31 * 1024 * 1024, 'x\r\n'),
    ])
    await append(localPart, raw)
    await append(localPart, aRawMail('Small', '<small@example.test>'))
    await ticketNamed('Small')
    const [huge] = await desk.store.mail.quarantined([help], 10)
    expect(huge?.error).toMatch(/^too-large: \d+ bytes, the limit is 31457280$/)
    expect(await desk.deps.files.size(huge?.sha256 ?? '')).toBeLessThan(65_536)
    expect(await mail.retry(huge?.id ?? '')).toBe(false)
    expect(await titles()).toEqual(['Small'])
  }, 60_000)

  test('broken mails of every kind become tickets', async () => {
    desk.start()
    const broken = [
      'no header at all',
      '\r\n\r\n',
      'Subject: =?utf-8?B?////?=\r\nFrom: "unclosed <a@example.test\r\n\r\nx',
      'From: b@example.test\r\nSubject: no end\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>half',
      'From: c@example.test\r\nSubject: old Mac\r\r\rFirst\rSecond',
      `From: d@example.test\r\nSubject: ${'long '.repeat(400)}\r\nTo: ${'a@b.c, '.repeat(500)}\r\n\r\n\x01\x02\ud800`,
      `From: e@example.test\r\nSubject: long text\r\n\r\n${'All work and no play.\r\n'.repeat(20_000)}`,
      'From: f@example.test\r\nSubject: deep\r\nContent-Type: text/html\r\n\r\n' + '<div>'.repeat(50_000),
      'From: \r\nSubject: nobody\r\n\r\nx',
    ]
    for (const raw of broken) await append(localPart, raw)
    await desk.until('all tickets', async () => (await desk.tickets()).length === broken.length)
    expect(await desk.store.mail.quarantined([help], 10)).toEqual([])
    const long = await ticketNamed('long text')
    const [message] = await desk.messages(long.id)
    expect(message?.attachments.map(({ name, size }) => [name, size > 400_000])).toEqual([
      ['full-text.txt', true],
    ])
  })
})

describe('a mail server', () => {
  test('that goes away and comes back is found again, with what came meanwhile', async () => {
    const mail = desk.start()
    await desk.until('the connection', async () => mail.status().fetch?.state === 'connected')
    await servers.imap.stop()
    await desk.until('the loss', async () => mail.status().fetch?.error !== '')
    await servers.imap.start()
    await append(localPart, aRawMail('Meanwhile', '<meanwhile@example.test>'))
    await ticketNamed('Meanwhile')
    expect(mail.status().fetch).toEqual({ state: 'connected', error: '' })
  })

  test('that falls silent without a word is given up and found again', async () => {
    const proxy = await startFaultProxy({ port: servers.imap.port })
    try {
      const mail = desk.start({ mailbox: mailboxOn(servers, localPart, { imapPort: proxy.port }) })
      await desk.until('the connection', async () => mail.status().fetch?.state === 'connected')
      proxy.partition('to-server', 'to-client')
      await append(localPart, aRawMail('In silence', '<silence@example.test>'))
      await desk.until('the loss', async () => mail.status().fetch?.error.includes('does not answer'))
      proxy.heal()
      await ticketNamed('In silence')
    } finally {
      await proxy.stop()
    }
  })

  test('keeps mails that were read before the desk was set up to itself', async () => {
    const reader = await openMailbox(servers, localPart)
    await append(localPart, aRawMail('Old and read', '<read@example.test>'))
    await append(localPart, aRawMail('Old and unread', '<unread@example.test>'))
    await reader.waitForMessage(({ subject }) => subject === 'Old and unread')
    await reader.close()
    await markFirstSeen()
    desk.start()
    await ticketNamed('Old and unread')
    await append(localPart, aRawMail('New', '<new@example.test>'))
    await ticketNamed('New')
    expect(await titles()).toEqual(['New', 'Old and unread'])
  })
})

async function markFirstSeen(): Promise<void> {
  const { mailbox } = desk.deps
  if (!mailbox.imap) throw new Error('no IMAP')
  const inbox = await openImapMailbox(mailbox.imap, mailbox, 5_000)
  const [first] = await inbox.listAfter(0)
  await inbox.markSeen([first?.uid ?? 0])
  await inbox.close()
}

describe('several processes on one PostgreSQL', () => {
  test('one fetches, and another takes over when it ends', async () => {
    const database = await createDatabase(inject('postgresUrl'))
    const shared = await openDesk(mailboxOn(servers, localPart), database.url)
    try {
      const first = shared.start()
      const named = (title: string) =>
        shared.until(title, async () => (await shared.tickets()).find((ticket) => ticket.title === title))
      await shared.until('the connection', async () => first.status().fetch?.state === 'connected')
      const second = shared.start()
      await append(localPart, aRawMail('To the first', '<first@example.test>'))
      await named('To the first')
      expect(second.status().fetch?.state).toBe('waiting')
      await first.stop()
      second.kick()
      await append(localPart, aRawMail('To the second', '<second@example.test>'))
      await named('To the second')
      expect(await shared.tickets()).toHaveLength(2)
    } finally {
      await shared.close()
      await database.drop()
    }
  })
})
