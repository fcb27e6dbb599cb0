import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const directive = (policy: string, name: string) =>
  policy.split('; ').find((part) => part.startsWith(`${name} `))

test('before a server is chosen the page reaches only its own files', () => {
  expect(directive(contentSecurityPolicy(undefined), 'connect-src')).toBe("connect-src 'self'")
})

test('the page reaches the configured server and no other', () => {
  const policy = contentSecurityPolicy('https://desk.example.org:8443/help')
  expect(directive(policy, 'connect-src')).toBe("connect-src 'self' https://desk.example.org:8443")
  expect(policy).not.toMatch(/https:(?!\/\/desk\.example\.org:8443)/)
})

test('scripts are the bundle’s own, without exception', () => {
  const policy = contentSecurityPolicy('https://desk.example.org')
  expect(directive(policy, 'script-src')).toBe("script-src 'self'")
  expect(policy).not.toContain('unsafe-eval')
  expect(directive(policy, 'default-src')).toBe("default-src 'none'")
  expect(directive(policy, 'frame-ancestors')).toBe("frame-ancestors 'none'")
  expect(directive(policy, 'require-trusted-types-for')).toBe("require-trusted-types-for 'script'")
})
