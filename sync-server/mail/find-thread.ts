import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { MailReference } from '../store/mail-store.ts'
import type { Store } from '../store/store.ts'
import { organisationOfDomain, type Channel } from './channel.ts'
import type { ParsedMail } from './parsed-mail.ts'
import type { Sender } from './sender.ts'
import { ticketNumbersIn } from './subject.ts'
import { chooseTicket, type ThreadChoice, type ThreadTicket } from './thread.ts'
import { isTokenOf, replyTokensIn } from './token.ts'

const MOST_TICKETS = 20
const MOST_MESSAGES = 200
const MOST_MERGES = 10

/** Looks up everything the clues of a mail lead to, and decides where it belongs; see chooseTicket. */
export async function findThread(
  store: Store,
  channel: Channel,
  mail: ParsedMail,
  sender: Sender,
  secret: string,
  now: Instant,
): Promise<ThreadChoice> {
  // The mail itself comes last: an answer to it may have been here first.
  const answers = [...new Set([...mail.inReplyTo, ...mail.references.toReversed(), mail.messageId])]
  const references = await store.mail.references(channel.orgId, answers)
  const numbers = ticketNumbersIn(mail.subject)
  const [byToken, byReference, byNumber] = [
    await ticketOfToken(store, channel, mail, secret),
    await ticketsOf(store, [...new Set(references.map(({ ticketId }) => ticketId))]),
    await ticketsWithNumbers(store, channel, numbers),
  ]
  const found = [...(byToken ? [byToken] : []), ...byReference, ...byNumber].slice(0, MOST_TICKETS)
  const targets = new Map(
    await Promise.all(found.map(async (ticket) => [ticket.id, await mergeTarget(store, ticket)] as const)),
  )
  const target = (id: Id): Id => targets.get(id)?.id ?? id
  const tickets = new Map([...targets.values()].map((ticket) => [ticket.id, ticket]))
  const judged = await Promise.all([...tickets.values()].map((ticket) => judge(store, ticket, sender)))
  const aliases = byNumber.map((ticket) => ({
    ...judgedOf(judged, target(ticket.id)),
    number: ticket.number,
  }))
  return chooseTicket(
    {
      tokenTicketId: byToken ? target(byToken.id) : '',
      answers,
      references: references.map((known): MailReference => ({ ...known, ticketId: target(known.ticketId) })),
      numbers,
    },
    [...judged, ...aliases.filter((ticket): ticket is ThreadTicket => ticket.id !== undefined)],
    now,
  )
}

function judgedOf(judged: readonly ThreadTicket[], id: Id): Partial<ThreadTicket> {
  return judged.find((ticket) => ticket.id === id) ?? {}
}

async function ticketOfToken(
  store: Store,
  channel: Channel,
  mail: ParsedMail,
  secret: string,
): Promise<Ticket | undefined> {
  const addresses = [...mail.to, ...mail.cc].map(({ address }) => address)
  for (const token of replyTokensIn(channel.address, [...addresses, ...mail.deliveredTo])) {
    const tickets = await ticketsNumbered(store, token.number)
    const ticket = tickets.find(({ id }) => isTokenOf(token, id, secret))
    if (ticket) return ticket
  }
  return undefined
}

async function ticketsNumbered(store: Store, number: number): Promise<Ticket[]> {
  const found = await store.find('tickets', 'number', String(number), { limit: MOST_TICKETS })
  return found.map(({ doc }) => doc as unknown as Ticket).filter(isThere)
}

/** A number in a subject is only looked for in the mailbox's organisation and those it serves. */
async function ticketsWithNumbers(
  store: Store,
  channel: Channel,
  numbers: readonly number[],
): Promise<Ticket[]> {
  const lists = await Promise.all(numbers.map((number) => ticketsNumbered(store, number)))
  return lists.flat().filter((ticket) => ticket.orgId === channel.orgId || ticket.channelId === channel.id)
}

async function ticketsOf(store: Store, ids: readonly Id[]): Promise<Ticket[]> {
  const found = await store.docs('tickets', ids.slice(0, MOST_TICKETS))
  return found.map(({ doc }) => doc as unknown as Ticket).filter(isThere)
}

function isThere(ticket: Ticket): boolean {
  return ticket.deletedAt === ''
}

/** The ticket into which this one was merged, however often; itself when it was not. */
async function mergeTarget(store: Store, ticket: Ticket): Promise<Ticket> {
  let target = ticket
  for (let hop = 0; hop < MOST_MERGES && target.mergedIntoId !== ''; hop++) {
    const [next] = await ticketsOf(store, [target.mergedIntoId])
    if (next === undefined) break
    target = next
  }
  return target
}

async function judge(store: Store, ticket: Ticket, sender: Sender): Promise<ThreadTicket> {
  const { id, number, closedAt } = ticket
  return { id, number, closedAt, senderTakesPart: await takesPart(store, ticket, sender) }
}

async function takesPart(store: Store, ticket: Ticket, sender: Sender): Promise<boolean> {
  if (sender.create.length === 0) {
    if ([ticket.requesterId, ticket.assigneeId, ...ticket.watcherIds].includes(sender.personId)) return true
  }
  const domain = sender.address.split('@')[1] ?? ''
  if ((await organisationOfDomain(store, domain)) === ticket.orgId) return true
  const found = await store.find('messages', 'ticket', ticket.id, { limit: MOST_MESSAGES })
  return found.some(({ doc }) => {
    const message = doc as unknown as Message
    const isNamed = [...message.to, ...message.cc].some((address) => address.toLowerCase() === sender.address)
    return message.visibility === 'public' && (message.authorId === sender.personId || isNamed)
  })
}
