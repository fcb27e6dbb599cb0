import { expect, test } from 'vitest'
import { settings } from '#shared/settings/collection.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { offeredReplies, unfilled } from './canned-replies.ts'

const aReply = (id: string, data: Setting['data'], orgId = ''): Setting => ({
  ...(settings.defaults as Setting),
  id,
  rev: 1,
  deletedAt: '',
  kind: 'canned-reply',
  orgId,
  data,
})
const place = { orgId: 'org-1', categoryIds: ['vpn', 'network'], teamIds: ['desk'] }
const offered = (...replies: readonly Setting[]) => offeredReplies(replies, place).map(({ id }) => id)

test('replies for the category or one above it come first, those for others last', () => {
  const replies = [
    aReply('printers', { categoryIds: ['printer'] }),
    aReply('general', {}),
    aReply('network', { categoryIds: ['network'] }),
  ]
  expect(offered(...replies)).toEqual(['network', 'general', 'printers'])
})

test('a team’s replies are its own, and another organisation’s are not offered', () => {
  expect(offered(aReply('theirs', { teamId: 'field' }), aReply('ours', { teamId: 'desk' }))).toEqual(['ours'])
  expect(offered(aReply('elsewhere', {}, 'org-2'), aReply('here', {}, 'org-1'))).toEqual(['here'])
})

test('variables that were left are named', () => {
  expect(unfilled('Hello {{requester.firstName}}, see {{ticket.number}}')).toEqual([
    'requester.firstName',
    'ticket.number',
  ])
  expect(unfilled('Hello {you}')).toEqual([])
})
