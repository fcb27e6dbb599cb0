import { expect, test } from 'vitest'
import { hrefOf, parseRoute, type Route } from './route.ts'

const PLACES: readonly Route[] = [
  { page: 'home' },
  { page: 'report' },
  { page: 'requests', group: 'open' },
  { page: 'requests', group: 'closed' },
  { page: 'request', id: 'ticket-1001' },
  { page: 'article', id: 'article:2.fr' },
]

test.each(PLACES)('the address of $page leads back to it', (place) => {
  expect(parseRoute(hrefOf(place))).toEqual(place)
})

test('a mailed link carries its token', () => {
  expect(parseRoute('#/link/abc_DEF-1')).toEqual({ page: 'link', token: 'abc_DEF-1' })
})

test.each(['#/nowhere', '#/request', '#/request/a/b', '#/link'])('%s is no place', (hash) => {
  expect(parseRoute(hash)).toEqual({ page: 'missing' })
})

test('a broken escape in an address does not throw', () => {
  expect(parseRoute('#/request/%E0%A4%A')).toEqual({ page: 'request', id: '' })
})
