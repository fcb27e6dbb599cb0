import { expect, test } from 'vitest'
import { parseExternalUrl } from './external-url.ts'

test('web pages and mail addresses may be opened outside', () => {
  expect(parseExternalUrl('https://example.org/a?b')).toEqual({
    ok: true,
    value: 'https://example.org/a?b',
  })
  expect(parseExternalUrl('mailto:it@example.org').ok).toBe(true)
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
  expect(parseExternalUrl(url).ok).toBe(false)
})
