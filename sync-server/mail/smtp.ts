import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailboxConnection } from './channel.ts'

/** A mail ready for the wire. */
export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

/**
 * What came of handing a mail over. `later`: refused for now or never reached · `refused`: for good ·
 * `uncertain`: the connection broke while the mail was on its way, so that it may have arrived.
 */
export type Handover =
  | { readonly state: 'sent'; readonly rejected: readonly string[] }
  | { readonly state: 'later' | 'refused' | 'uncertain'; readonly error: string }

/** A connection that is logged in and waits for one mail. */
export interface SmtpSession {
  deliver(envelope: Envelope, mail: Buffer): Promise<Handover>
  close(): void
}

/** In milliseconds. */
const CONNECT_MS = 20_000
const SILENCE_MS = 120_000

interface SmtpError extends Error {
  readonly responseCode?: number
  readonly response?: string | false
}

/** Connects and logs in. A failure is told as `later` or, when the server turns us away for good, `refused`. */
export async function openSmtpSession(
  mailbox: MailboxConnection,
): Promise<SmtpSession | Exclude<Handover, { state: 'sent' }>> {
  const { smtp } = mailbox
  const connection = new SMTPConnection({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    requireTLS: !smtp.secure && !mailbox.tlsInsecure,
    tls: { rejectUnauthorized: !mailbox.tlsInsecure },
    name: mailbox.domain,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  })
  const broken = new Promise<never>((_resolve, reject) => connection.once('error', reject))
  broken.catch(() => undefined)
  try {
    await Promise.race([new Promise<void>((resolve) => connection.connect(() => resolve())), broken])
    if (smtp.user !== '') await Promise.race([logIn(connection, smtp.user, smtp.password), broken])
  } catch (error) {
    connection.close()
    return { state: 'later', error: errorText(error) }
  }
  return {
    deliver: (envelope, mail) => deliver(connection, broken, envelope, mail),
    close: () => connection.close(),
  }
}

function logIn(connection: SMTPConnection, user: string, pass: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ user, pass, credentials: { user, pass } }, (error) =>
      error ? reject(error) : resolve(),
    )
  })
}

/** The mail is read from the stream only after the server asked for it (354): from then on it may have it. */
async function deliver(
  connection: SMTPConnection,
  broken: Promise<never>,
  envelope: Envelope,
  mail: Buffer,
): Promise<Handover> {
  let isOnItsWay = false
  const stream = Readable.from(
    (function* () {
      isOnItsWay = true
      yield mail
    })(),
  )
  try {
    const sending = new Promise<readonly string[]>((resolve, reject) => {
      connection.send(
        { from: envelope.from, to: [...envelope.to], size: mail.length },
        stream,
        (error, info) => (error ? reject(error) : resolve((info?.rejected ?? []).map(String))),
      )
    })
    return { state: 'sent', rejected: await Promise.race([sending, broken]) }
  } catch (error) {
    const code = (error as SmtpError).responseCode
    const text = errorText(error)
    if (code !== undefined && code >= 500) return { state: 'refused', error: text }
    if (code !== undefined && code >= 400) return { state: 'later', error: text }
    return { state: isOnItsWay ? 'uncertain' : 'later', error: text }
  } finally {
    connection.quit()
  }
}

function errorText(error: unknown): string {
  const { response, message } = error as SmtpError
  return (typeof response === 'string' && response !== '' ? response : String(message ?? error)).slice(0, 450)
}
