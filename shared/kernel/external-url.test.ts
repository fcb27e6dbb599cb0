import { expect, test } from 'vitest'
import { externalUrl, isCall } from './external-url.ts'

test('web pages, mail addresses and telephone numbers may be opened outside', () => {
  expect(externalUrl(URL.parse('https://example.org/a?b'))).toEqual({
    ok: true,
    value: 'https://example.org/a?b',
  })
  expect(externalUrl(URL.parse('mailto:it@example.org')).ok).toBe(true)
  expect(externalUrl(URL.parse('tel:+33472000000')).ok).toBe(true)
})

test.each([
  'file:///etc/passwd',
  'smb://host/share',
  'javascript:alert(1)',
  'ms-msdt:/id',
  'vbscript:x',
  'http://example.org',
  'satchel://ticket/1',
  '\\\\host\\share',
  '',
])('%s stays inside', (url) => {
  expect(externalUrl(URL.parse(url)).ok).toBe(false)
})

test('only mail addresses and telephone numbers are calls', () => {
  expect(['mailto:it@example.org', 'TEL:+33472000000', 'https://example.org/tel:1'].map(isCall)).toEqual([
    true,
    true,
    false,
  ])
})
