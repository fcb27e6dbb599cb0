import { ImapFlow } from 'imapflow'
import type { MailboxConnection, MailServer } from './channel.ts'

/** A mail in the mailbox as its server lists it. */
export interface ListedMail {
  readonly uid: number
  /** Bytes. */
  readonly size: number
  readonly isSeen: boolean
  /** When the mail server got it; undefined when it does not say. */
  readonly arrivedAt: Date | undefined
}

/** An open inbox. Every call fails when the connection is gone. */
export interface ImapMailbox {
  /** Identity of the inbox's numbering: UIDs mean nothing under another one. */
  readonly uidValidity: string
  /** Mails with a UID above `uid`, lowest first. */
  listAfter(uid: number): Promise<readonly ListedMail[]>
  /** The raw bytes of a mail of that size, undefined when it is gone. */
  download(uid: number, size: number): Promise<Buffer | undefined>
  /** The header alone, at most 64 kB. */
  downloadHeader(uid: number): Promise<Buffer | undefined>
  markSeen(uids: readonly number[]): Promise<void>
  /** Settles when something new came, the connection broke, or after `timeoutMs`. */
  waitForNews(timeoutMs: number): Promise<'news' | 'timeout' | 'gone'>
  close(): Promise<void>
}

/** How long to wait for each step of connecting, in milliseconds. */
const CONNECT_MS = 20_000
const HEADER_BYTES = 64 * 1024
/** The slowest line on which a mail is still fetched, in bytes per millisecond. */
const SLOWEST = 20

/**
 * Connects, logs in and opens the inbox. Throws what the server or the network says. A server that says nothing for
 * `answerMs` is gone, because a network can end without telling anybody.
 */
export async function openImapMailbox(
  server: MailServer,
  mailbox: MailboxConnection,
  answerMs: number,
): Promise<ImapMailbox> {
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.secure,
    ...(server.secure || mailbox.tlsInsecure ? {} : { doSTARTTLS: true }),
    tls: { rejectUnauthorized: !mailbox.tlsInsecure },
    auth: { user: server.user, pass: server.password },
    logger: false,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    autoIdleDelay: 10,
    maxIdleTime: 4 * 60_000,
  })
  const news = newsOf(client)
  await client.connect()
  try {
    const inbox = await client.mailboxOpen('INBOX')
    return mailboxOf(client, String(inbox.uidValidity), news, answerMs)
  } catch (error) {
    client.close()
    throw error
  }
}

function mailboxOf(client: ImapFlow, uidValidity: string, news: News, answerMs: number): ImapMailbox {
  const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        client.close()
        reject(new Error('the mail server does not answer'))
      }, ms)
    })
    return Promise.race([work, late]).finally(() => clearTimeout(timer))
  }
  const fetchOne = async (uid: number, query: Parameters<ImapFlow['fetchOne']>[1]) =>
    (await client.fetchOne(String(uid), query, { uid: true })) || undefined
  return {
    uidValidity,
    async listAfter(uid) {
      const query = { uid: true, size: true, flags: true, internalDate: true }
      // `n:*` names the last mail even when its UID is lower.
      const listed = await within(answerMs, client.fetchAll(`${uid + 1}:*`, query, { uid: true }))
      return listed
        .filter((mail) => mail.uid > uid)
        .map((mail) => ({
          uid: mail.uid,
          size: mail.size ?? 0,
          isSeen: mail.flags?.has('\\Seen') ?? false,
          arrivedAt: mail.internalDate === undefined ? undefined : new Date(mail.internalDate),
        }))
        .toSorted((a, b) => a.uid - b.uid)
    },
    download: async (uid, size) =>
      (await within(answerMs + size / SLOWEST, fetchOne(uid, { source: true })))?.source,
    downloadHeader: async (uid) =>
      (await within(answerMs, fetchOne(uid, { headers: true })))?.headers?.subarray(0, HEADER_BYTES),
    async markSeen(uids) {
      if (uids.length === 0) return
      await within(answerMs, client.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true }))
    },
    waitForNews: (timeoutMs) => news.wait(timeoutMs),
    async close() {
      if (client.usable) await within(answerMs, client.logout()).catch(() => undefined)
      client.close()
    },
  }
}

interface News {
  wait(timeoutMs: number): Promise<'news' | 'timeout' | 'gone'>
}

/** Remembers what happened between two waits, so that nothing is missed while mails are fetched. */
function newsOf(client: ImapFlow): News {
  let pending: 'news' | 'gone' | undefined
  let wake: (() => void) | undefined
  const tell = (what: 'news' | 'gone') => {
    pending = pending === 'gone' ? 'gone' : what
    wake?.()
  }
  client.on('exists', () => tell('news'))
  client.on('close', () => tell('gone'))
  client.on('error', () => tell('gone'))
  return {
    async wait(timeoutMs) {
      if (pending === undefined) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        wake = undefined
      }
      const happened = pending ?? 'timeout'
      if (pending === 'news') pending = undefined
      return happened
    },
  }
}
