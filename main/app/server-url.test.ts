import { expect, test } from 'vitest'
import { isPrivateHost, parseServerUrl } from './server-url.ts'

const parsed = (typed: string) => {
  const result = parseServerUrl(typed)
  return result.ok ? result.value : result.refusal.code
}

test('a bare host name means https', () => {
  expect(parsed('desk.example.org')).toBe('https://desk.example.org')
  expect(parsed('  desk.example.org:8443 ')).toBe('https://desk.example.org:8443')
})

test('a path below the host is kept, its last slash is not', () => {
  expect(parsed('https://example.org/desk/')).toBe('https://example.org/desk')
  expect(parsed('HTTPS://Example.ORG:443/')).toBe('https://example.org')
})

test('plain http is for this machine and private addresses', () => {
  expect(parsed('http://127.0.0.1:8090')).toBe('http://127.0.0.1:8090')
  expect(parsed('http://localhost:8090')).toBe('http://localhost:8090')
  expect(parsed('http://[::1]:8090')).toBe('http://[::1]:8090')
  expect(parsed('http://192.168.1.20')).toBe('http://192.168.1.20')
  expect(parsed('http://desk.local')).toBe('http://desk.local')
  expect(parsed('http://desk.example.org')).toBe('https-required')
  expect(parsed('http://8.8.8.8')).toBe('https-required')
})

test('a public name that looks private is not', () => {
  expect(isPrivateHost('127.0.0.1.example.org')).toBe(false)
  expect(isPrivateHost('localhost.example.org')).toBe(false)
  expect(isPrivateHost('172.32.0.1')).toBe(false)
  expect(isPrivateHost('fcc.gov')).toBe(false)
  expect(parsed('http://2130706433')).toBe('http://127.0.0.1')
})

test('anything else is refused with its reason', () => {
  expect(parsed('')).toBe('not-a-url')
  expect(parsed('https://')).toBe('not-a-url')
  expect(parsed('https://a b')).toBe('not-a-url')
  expect(parsed('javascript://desk.example.org/%0aalert(1)')).toBe('unsupported-scheme')
  expect(parsed('file:///etc/passwd')).toMatch(/not-a-url|unsupported-scheme/)
  expect(parsed('https://user:secret@desk.example.org')).toBe('no-credentials')
  expect(parsed('https://desk.example.org/?next=x')).toBe('no-query')
  expect(parsed('https://desk.example.org/#a')).toBe('no-query')
})
