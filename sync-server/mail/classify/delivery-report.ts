import { decodeWords } from '../mime/words.ts'
import { readMessageIds } from '../mime/addresses.ts'
import { readHeaders, type Headers } from '../mime/headers.ts'
import type { MimePart } from '../mime/tree.ts'

/** What a mail server says of one recipient (RFC 3464). */
export interface ReportedRecipient {
  readonly address: string
  /** `failed`, `delayed`, `delivered`, `relayed` or `expanded`. */
  readonly action: string
  /** Such as `5.1.1`, '' when it is not given. */
  readonly status: string
  /** The remote server's words, '' when they are not given. */
  readonly diagnostic: string
}

/** All parts of a kind outside forwarded mails. */
export function partsOfType(tree: MimePart, type: RegExp): MimePart[] {
  const own = type.test(tree.type) ? [tree] : []
  return [...own, ...tree.children.flatMap((child) => partsOfType(child, type))]
}

/** The recipients a delivery status notification names; undefined when the mail is none. */
export function reportedRecipients(tree: MimePart): readonly ReportedRecipient[] | undefined {
  const parts = partsOfType(tree, /^message\/(?:global-)?delivery-status$/)
  if (parts.length === 0) return undefined
  return parts.flatMap((part) => groupsOf(part.content()).flatMap(recipientOf))
}

/** Groups of fields with blank lines between them. */
function groupsOf(content: Buffer): Headers[] {
  return content
    .toString('utf8')
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .slice(0, 200)
    .map((group) => readHeaders(Buffer.from(`${group.trim()}\n\n`)).headers)
}

function recipientOf(fields: Headers): ReportedRecipient[] {
  const address = addressOf(fields.first('original-recipient')) || addressOf(fields.first('final-recipient'))
  if (address === '') return []
  return [
    {
      address,
      action:
        fields
          .first('action')
          .toLowerCase()
          .split(/[\s(;]/)[0] ?? '',
      status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.first('status'))?.[0] ?? '',
      diagnostic: decodeWords(fields.first('diagnostic-code').replace(/^[\w-]+\s*;\s*/, '')).slice(0, 400),
    },
  ]
}

/** `rfc822; name@host`, with or without angle brackets. */
function addressOf(field: string): string {
  const value = field.replace(/^[\w-]+\s*;\s*/, '')
  return /[^\s<>;,"()]+@[^\s<>;,"()]+/.exec(value)?.[0].toLowerCase() ?? ''
}

/** Message-IDs of the mail a report is about: from the copy or the header that came with it, or from its text. */
export function reportedMessageIds(tree: MimePart, text: string): string[] {
  const copies = partsOfType(
    tree,
    /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)$/,
  )
  const inCopies = copies.map((part) => readHeaders(part.content()).headers.first('message-id'))
  const inText = [...text.slice(0, 200_000).matchAll(/^[ \t>]*message-id:\s*(<[^<>\s]+>)/gim)].map(
    (match) => match[1] ?? '',
  )
  return [...new Set([...inCopies, ...inText].flatMap(readMessageIds))]
}
