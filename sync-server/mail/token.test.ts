import { expect, test } from 'vitest'
import { isTokenOf, replyAddress, replyTokensIn } from './token.ts'

const SECRET = 'a secret of the server, long enough'
const ticket = { id: '019aa000-0000-7000-8000-000000000001', number: 1234 }
const mailbox = 'help.desk@example.com'

test('a reply address leads back to its ticket, also in capitals', () => {
  const address = replyAddress(mailbox, ticket, SECRET)
  expect(address).toMatch(/^help\.desk\+1234-[a-z2-7]{16}@example\.com$/)
  const [token] = replyTokensIn(mailbox, ['somebody@else.org', address.toUpperCase()])
  expect(token?.number).toBe(1234)
  expect(token && isTokenOf(token, ticket.id, SECRET)).toBe(true)
})

test('a token proves nothing for another ticket, another secret or another letter', () => {
  const [token] = replyTokensIn(mailbox, [replyAddress(mailbox, ticket, SECRET)])
  if (!token) throw new Error('no token')
  expect(isTokenOf(token, 'another-ticket', SECRET)).toBe(false)
  expect(isTokenOf(token, ticket.id, 'another secret')).toBe(false)
  const changed = token.mac.startsWith('a') ? `b${token.mac.slice(1)}` : `a${token.mac.slice(1)}`
  expect(isTokenOf({ ...token, mac: changed }, ticket.id, SECRET)).toBe(false)
})

test('addresses of other mailboxes and other plus-addresses hold no token', () => {
  const other = replyAddress('other@example.com', ticket, SECRET)
  expect(replyTokensIn(mailbox, [other, 'help.desk+news@example.com', 'help.desk@example.com'])).toEqual([])
})
