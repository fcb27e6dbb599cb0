import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkArgument, parseDeepLink } from './deep-link.ts'

test('a link names a ticket', () => {
  expect(parseDeepLink('satchel://ticket/0198c2a4-7f3e-7c11')).toEqual({
    ok: true,
    value: { kind: 'ticket', id: '0198c2a4-7f3e-7c11' },
  })
})

test.each([
  'satchel://ticket/',
  'satchel://ticket',
  'satchel:ticket/1',
  'satchel://asset/1',
  'satchel://ticket/1/2',
  'satchel://ticket/..%2f..%2fsettings',
  'satchel://ticket/%00',
  'satchel://ticket/<script>',
  'satchel://ticket/1?then=delete',
  'satchel://ticket/1#/settings',
  'satchel://user@ticket/1',
  'satchel://ticket:80/1',
  'https://ticket/1',
  'javascript:alert(1)',
  `satchel://ticket/${'a'.repeat(300)}`,
  '',
])('%s is not followed', (link) => {
  expect(parseDeepLink(link)).toEqual({ ok: false, refusal: { code: 'not-a-link' } })
})

test('whatever arrives, only a plain id comes through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const result = parseDeepLink(`satchel://ticket/${text}`)
      if (result.ok) expect(result.value.id).toMatch(/^[A-Za-z0-9_.:-]{1,64}$/)
    }),
  )
})

test('the link is found among the arguments, switches are not', () => {
  expect(linkArgument(['satchel', '--inspect', 'satchel://ticket/1'])).toBe('satchel://ticket/1')
  expect(linkArgument(['satchel', '--url=satchel://ticket/1'])).toBeUndefined()
})
