import { expect, test } from 'vitest'
import type { DeepLink } from '#shared/ipc/channels.ts'
import { createDeepLinkInbox } from './deep-link-inbox.ts'

const toTicket = (id: string): DeepLink => ({ kind: 'ticket', id })

test('a link that comes before the page is ready waits for it, and is given once', () => {
  const pushed: DeepLink[] = []
  const inbox = createDeepLinkInbox((link) => pushed.push(link))
  inbox.deliver(toTicket('1'))
  inbox.deliver(toTicket('2'))
  expect(pushed).toEqual([])
  expect(inbox.take()).toEqual(toTicket('2'))
  expect(inbox.take()).toBeNull()
})

test('a ready page is told at once, a reloaded one must ask again', () => {
  const pushed: DeepLink[] = []
  const inbox = createDeepLinkInbox((link) => pushed.push(link))
  inbox.take()
  inbox.deliver(toTicket('1'))
  inbox.pageGone()
  inbox.deliver(toTicket('2'))
  expect(pushed).toEqual([toTicket('1')])
  expect(inbox.take()).toEqual(toTicket('2'))
})
