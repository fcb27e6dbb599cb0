import { setTimeout as sleep } from 'node:timers/promises'
import type { Language } from '#shared/people/schema.ts'
import { readChannel } from './channel.ts'
import { composeMail, isAddress } from './compose-mail.ts'
import type { MailDeps } from './deps.ts'
import { openSmtpSession, type Handover } from './smtp.ts'
import { deskMark } from './token.ts'
import { fill, greeting, mailWords } from './words.ts'

/** A sign-in link to be mailed. */
export interface SignInLink {
  readonly to: string
  readonly name: string
  readonly language: Language
  readonly url: string
}

/** Waits before each further try, in milliseconds: all within the life of a link. */
const RETRY_MS = [2_000, 10_000, 30_000, 60_000, 120_000] as const

/**
 * Mails a sign-in link, trying again for a few minutes. It is kept in memory alone: the effects outbox would put a
 * working link into the database and its backups. When the server stops meanwhile, the person asks for another one.
 */
export async function mailSignInLink(
  deps: MailDeps,
  link: SignInLink,
  stopped: AbortSignal,
): Promise<Handover['state']> {
  let state = await tryOnce(deps, link)
  for (const waitMs of RETRY_MS) {
    if (state !== 'later') break
    await sleep(waitMs, undefined, { signal: stopped }).catch(() => undefined)
    if (stopped.aborted) break
    state = await tryOnce(deps, link)
  }
  if (state !== 'sent') deps.log.warn({ state }, 'a sign-in link could not be mailed')
  return state
}

async function tryOnce(deps: MailDeps, link: SignInLink): Promise<Handover['state']> {
  const { store, mailbox, secret, clock, newId } = deps
  const channel = await readChannel(store, mailbox.address)
  if (!channel || !isAddress(link.to)) return 'refused'
  const words = mailWords(link.language).signIn
  const values = { desk: channel.name }
  const text = [greeting(words, link.name), words.body, link.url, words.ignore, words.signature]
  const mail = await composeMail({
    channel,
    language: link.language,
    messageId: `<${newId()}@${mailbox.domain}>`,
    to: [link.to],
    cc: [],
    bcc: [],
    replyTo: '',
    subject: fill(words.subject, values),
    text: text.map((line) => fill(line, values)).join('\n\n'),
    html: '',
    footer: '',
    inReplyTo: '',
    references: [],
    attachments: [],
    automatic: 'auto-generated',
    date: new Date(clock()),
    mark: deskMark(secret),
  })
  const session = await openSmtpSession(mailbox)
  return 'deliver' in session ? (await session.deliver(mail.envelope, mail.raw)).state : session.state
}
