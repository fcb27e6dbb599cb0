import type { Language, Person } from '#shared/people/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { EffectAttempt, EffectOutcome } from '../effects/runner.ts'
import { readChannel } from './channel.ts'
import { composeMail, isAddress } from './compose-mail.ts'
import type { MailDeps } from './deps.ts'
import { openSmtpSession } from './smtp.ts'
import { deskMark, replyAddress } from './token.ts'
import { fill, greeting, mailWords } from './words.ts'

/** Automatic answers an address gets in a day at most: two machines that answer each other end here. */
export const MOST_A_DAY = 5

/** Tells the sender of a mail that it became a ticket. Lost rather than sent twice when the connection breaks. */
export async function sendAcknowledgement(deps: MailDeps, { effect }: EffectAttempt): Promise<EffectOutcome> {
  const { store, mailbox, secret, clock } = deps
  const { ticketId, to, inReplyTo } = effect.payload as Record<string, string>
  const ticket = (await store.doc('tickets', ticketId ?? ''))?.doc as Ticket | undefined
  const channel = await readChannel(store, mailbox.address)
  if (!ticket || !channel || to === undefined || !isAddress(to) || !channel.acknowledge)
    return { state: 'done' }
  if (effect.attempts === 1 && (await store.mail.countAutomatic(to, clock().slice(0, 10))) > MOST_A_DAY) {
    return { state: 'failed', error: `more than ${MOST_A_DAY} automatic answers a day` }
  }
  const requester = (await store.doc('people', ticket.requesterId))?.doc as Person | undefined
  const language: Language = requester?.language ?? channel.language
  const messageId = `<ack.${ticket.id}@${mailbox.domain}>`
  const mail = await composeMail({
    channel,
    language,
    messageId,
    to: [to],
    cc: [],
    bcc: [],
    replyTo: replyAddress(channel.address, ticket, secret),
    ...acknowledgementText(ticket, requester, channel.name, language),
    html: '',
    footer: '',
    inReplyTo: inReplyTo ?? '',
    references: inReplyTo === undefined || inReplyTo === '' ? [] : [inReplyTo],
    attachments: [],
    automatic: 'auto-replied',
    date: new Date(clock()),
    mark: deskMark(secret),
  })
  await store.mail.addReferences([
    { orgId: channel.orgId, mailId: messageId, ticketId: ticket.id, ours: true },
  ])
  const session = await openSmtpSession(mailbox)
  const handover =
    'deliver' in session ? await session.deliver({ ...mail.envelope, from: '' }, mail.raw) : session
  switch (handover.state) {
    case 'sent':
      return { state: 'done' }
    case 'later':
      return { state: 'retry', error: handover.error }
    case 'uncertain':
      return { state: 'uncertain', error: handover.error }
    case 'refused':
      return { state: 'failed', error: handover.error }
  }
}

function acknowledgementText(
  ticket: Ticket,
  requester: Person | undefined,
  desk: string,
  language: Language,
) {
  const words = mailWords(language).acknowledgement
  const values = { ticket: ticketName(ticket), title: ticket.title, desk }
  const lines = [
    greeting(words, requester?.name ?? ''),
    words.body,
    words.howTo,
    words.signature,
    words.automatic,
  ]
  const number = ticket.number > 0 ? ` [#${ticket.number}]` : ''
  return {
    subject: fill(words.subject, values) + number,
    text: lines.map((line) => fill(line, values)).join('\n\n'),
  }
}
