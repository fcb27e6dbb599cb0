import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Ticket } from '#shared/tickets/schema.ts'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
/** 16 letters of 5 bits: nobody guesses 80 bits by mail. */
const MAC_LENGTH = 16

/** What a reply address says: a ticket's number and the proof that this server wrote it. */
export interface ReplyToken {
  readonly number: number
  readonly mac: string
}

/** The address answers to a ticket come back to: `help+1234-k5…@example.com`. It survives being lower-cased. */
export function replyAddress(mailbox: string, ticket: Pick<Ticket, 'id' | 'number'>, secret: string): string {
  const at = mailbox.lastIndexOf('@')
  return `${mailbox.slice(0, at)}+${ticket.number}-${ticketMac(ticket.id, secret)}${mailbox.slice(at)}`
}

/** The tokens found in addresses that belong to a mailbox; not yet verified. */
export function replyTokensIn(mailbox: string, addresses: readonly string[]): ReplyToken[] {
  const at = mailbox.lastIndexOf('@')
  const [local, domain] = [mailbox.slice(0, at).toLowerCase(), mailbox.slice(at).toLowerCase()]
  return addresses.flatMap((given) => {
    const address = given.toLowerCase()
    if (!address.startsWith(`${local}+`) || !address.endsWith(domain)) return []
    const token = /^(\d{1,10})-([a-z2-7]{16})$/.exec(address.slice(local.length + 1, -domain.length))
    return token ? [{ number: Number(token[1]), mac: token[2] ?? '' }] : []
  })
}

/** True when the token was made by this server for this ticket; takes the same time for any wrong one. */
export function isTokenOf(token: ReplyToken, ticketId: string, secret: string): boolean {
  const expected = Buffer.from(ticketMac(ticketId, secret))
  const given = Buffer.from(token.mac)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function ticketMac(ticketId: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(`satchel reply address ${ticketId}`).digest()
  return base32(digest).slice(0, MAC_LENGTH)
}

/** What the server writes into its own mails to know them again. */
export function deskMark(secret: string): string {
  return base32(createHmac('sha256', secret).update('satchel desk mark').digest()).slice(0, MAC_LENGTH)
}

function base32(bytes: Buffer): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32[(value >> bits) & 31] ?? ''
    }
  }
  return text
}
