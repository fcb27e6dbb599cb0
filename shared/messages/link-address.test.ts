import { expect, test } from 'vitest'
import { isLinkAddress, linkAddress } from './link-address.ts'

test('what people type as an address is completed', () => {
  expect(linkAddress(' https://desk.example/a?b=1 ')).toBe('https://desk.example/a?b=1')
  expect(linkAddress('desk.example/help')).toBe('https://desk.example/help')
  expect(linkAddress('intranet/wiki')).toBe('https://intranet/wiki')
  expect(linkAddress('it@brevent.example')).toBe('mailto:it@brevent.example')
  expect(linkAddress('tel:+33123456789')).toBe('tel:+33123456789')
})

test.each(['', 'see here', 'javascript:alert(1)', 'data:text/html,x', '//evil.example', 'https://', 'wiki'])(
  '“%s” is no address',
  (typed) => {
    expect(linkAddress(typed)).toBeUndefined()
    expect(isLinkAddress(typed)).toBe(false)
  },
)
