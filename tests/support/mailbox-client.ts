import { ImapFlow } from 'imapflow'
import { simpleParser, type ParsedMail } from 'mailparser'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { MailAccount } from './mail/account.ts'
import type { MailServers } from './mail-servers.ts'

/** A message in a mailbox, as a person's mail client sees it. */
export interface ReceivedMail {
  readonly uid: number
  readonly raw: Buffer
  readonly mail: ParsedMail
  readonly subject: string
  readonly text: string
  /** Address of the first sender, or an empty string. */
  readonly from: string
  readonly messageId: string
}

/** A person's mail client: sends through SMTP with a login, and watches the inbox through IMAP IDLE. */
export interface MailboxClient {
  readonly address: string
  /** Sends a composed message, from this person unless it says otherwise; returns its Message-ID. Throws when SMTP refuses it. */
  send(message: SendMailOptions): Promise<string>
  /** Sends bytes as they are, to the given recipients. */
  sendRaw(raw: string | Buffer, to: readonly string[]): Promise<void>
  /** Answers a message with In-Reply-To and References, to Reply-To if there is one; returns the Message-ID. */
  reply(message: ReceivedMail, answer: { readonly text: string } & SendMailOptions): Promise<string>
  /** All messages of the inbox, oldest first. */
  list(): Promise<readonly ReceivedMail[]>
  /** The first message that fits, present or still to come; throws after `deadlineMs`, telling what was there. */
  waitForMessage(
    fits: (message: ReceivedMail) => boolean,
    options?: { readonly deadlineMs?: number },
  ): Promise<ReceivedMail>
  close(): Promise<void>
}

async function received(uid: number, raw: Buffer): Promise<ReceivedMail> {
  const mail = await simpleParser(raw)
  return {
    uid,
    raw,
    mail,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    from: mail.from?.value[0]?.address ?? '',
    messageId: mail.messageId ?? '',
  }
}

async function fetchMessage(imap: ImapFlow, uid: number): Promise<ReceivedMail | undefined> {
  const found = await imap.fetchOne(String(uid), { source: true }, { uid: true })
  return found && found.source ? received(uid, found.source) : undefined
}

async function connectImap(servers: MailServers, account: MailAccount): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: servers.imap.host,
    port: servers.imap.tlsPort,
    secure: true,
    tls: { ca: servers.certificate },
    auth: { user: account.address, pass: account.password },
    logger: false,
    autoIdleDelay: 10,
  })
  client.on('error', () => undefined)
  await client.connect()
  await client.mailboxOpen('INBOX')
  return client
}

function replyAddress({ mail }: ReceivedMail): string {
  const address = (mail.replyTo ?? mail.from)?.value[0]?.address
  if (!address) throw new Error('the message has no address to reply to')
  return address
}

/** Opens the mailbox of `localPart`@example.test. */
export async function openMailbox(servers: MailServers, localPart: string): Promise<MailboxClient> {
  const account = servers.account(localPart)
  const imap = await connectImap(servers, account)
  const smtp = createTransport({
    host: servers.smtp.host,
    port: servers.smtp.port,
    requireTLS: true,
    tls: { ca: servers.certificate },
    auth: { user: account.address, pass: account.password },
  })
  const seen = new Map<number, ReceivedMail>()

  const list = async (): Promise<readonly ReceivedMail[]> => {
    const present: ReceivedMail[] = []
    // UID FETCH, because a plain FETCH of an empty mailbox is an error.
    for (const { uid } of await imap.fetchAll('1:*', { uid: true }, { uid: true })) {
      const message = seen.get(uid) ?? (await fetchMessage(imap, uid))
      if (!message) continue
      seen.set(uid, message)
      present.push(message)
    }
    return present
  }
  const send: MailboxClient['send'] = async (message) => {
    const sent = await smtp.sendMail({ from: account.address, ...message })
    return sent.messageId
  }

  return {
    address: account.address,
    send,
    async sendRaw(raw, to) {
      await smtp.sendMail({ raw, envelope: { from: account.address, to: [...to] } })
    },
    reply(message, answer) {
      const earlier = message.mail.references ?? []
      const subject = /^re:/i.test(message.subject) ? message.subject : `Re: ${message.subject}`
      return send({
        to: replyAddress(message),
        subject,
        inReplyTo: message.messageId,
        references: [...(Array.isArray(earlier) ? earlier : [earlier]), message.messageId],
        ...answer,
      })
    },
    list,
    async waitForMessage(fits, { deadlineMs = 20_000 } = {}) {
      const arrivals = watchArrivals(imap, deadlineMs)
      try {
        for (;;) {
          const arrival = arrivals.next()
          const messages = await list()
          const found = messages.find(fits)
          if (found) return found
          if ((await arrival) === 'late') {
            const subjects = messages.map((message) => `"${message.subject}"`).join(', ')
            throw new Error(
              `no such message for ${account.address} within ${deadlineMs} ms; the inbox has ${subjects || 'nothing'}\n${servers.output()}`,
            )
          }
        }
      } finally {
        arrivals.stop()
      }
    },
    async close() {
      smtp.close()
      if (imap.usable) await imap.logout()
      else imap.close()
    },
  }
}

interface Arrivals {
  /** Settles at the next change of the mailbox, or when the deadline passes. */
  next(): Promise<'changed' | 'late'>
  stop(): void
}

function watchArrivals(imap: ImapFlow, deadlineMs: number): Arrivals {
  let announce: (event: 'changed' | 'late') => void = () => undefined
  let late = false
  const changed = (): void => announce('changed')
  const deadline = setTimeout(() => {
    late = true
    announce('late')
  }, deadlineMs)
  imap.on('exists', changed)
  return {
    next: () =>
      new Promise((resolve) => {
        announce = resolve
        if (late) resolve('late')
      }),
    stop() {
      clearTimeout(deadline)
      imap.off('exists', changed)
    },
  }
}
