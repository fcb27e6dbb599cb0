import addressparser from 'nodemailer/lib/addressparser/index.js'
import type { MailAddress } from '../parsed-mail.ts'
import { decodeWords } from './words.ts'

const MAX_ADDRESSES = 100

/** The addresses of a From, To or Cc field; groups are opened. */
export function readAddresses(value: string): MailAddress[] {
  if (value.trim() === '') return []
  return addressparser(value.slice(0, 20_000), { flatten: true })
    .map(({ address, name }) => ({ address: cleanAddress(address), name: decodeWords(name).trim() }))
    .filter(({ address, name }) => address !== '' || name !== '')
    .slice(0, MAX_ADDRESSES)
}

/** Message-IDs of an In-Reply-To or References field, with angle brackets, without doubles. */
export function readMessageIds(value: string): string[] {
  const inBrackets = value.match(/<[^<>\s]+>/g)
  const bare = /^[^\s<>]+@[^\s<>]+$/.test(value.trim()) ? [`<${value.trim()}>`] : []
  return [...new Set(inBrackets ?? bare)].filter((id) => id.length <= 998).slice(-100)
}

function cleanAddress(address: string): string {
  return decodeWords(address).trim().toLowerCase().slice(0, 320)
}
