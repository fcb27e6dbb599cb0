import { expect, test } from 'vitest'
import { bundlePath } from './bundle-path.ts'

const inBundle = (url: string) => {
  const found = bundlePath(url, '/opt/satchel/renderer')
  return found.ok ? found.value : found.refusal.code
}

test('the bundle answers for its own files', () => {
  expect(inBundle('app://bundle/')).toBe('/opt/satchel/renderer/index.html')
  expect(inBundle('app://bundle/index.html?x=1#/tickets')).toBe('/opt/satchel/renderer/index.html')
  expect(inBundle('app://bundle/assets/a%20b.js')).toBe('/opt/satchel/renderer/assets/a b.js')
})

test('another host or scheme is not the bundle', () => {
  expect(inBundle('app://elsewhere/index.html')).toBe('wrong-host')
  expect(inBundle('app://bundle:8080/index.html')).toBe('wrong-host')
  expect(inBundle('file:///etc/passwd')).toBe('wrong-host')
  expect(inBundle('not a url')).toBe('wrong-host')
})

test.each([
  'app://bundle/../../etc/passwd',
  'app://bundle/%2e%2e/%2e%2e/etc/passwd',
  'app://bundle/..%2f..%2fetc%2fpasswd',
  'app://bundle/assets/..%2f..%2f..%2fetc%2fpasswd',
  'app://bundle/..%5c..%5cwindows%5cwin.ini',
  'app://bundle/index.html%00.png',
  'app://bundle/%E0%A4%A',
])('%s does not leave the bundle', (url) => {
  const found = bundlePath(url, '/opt/satchel/renderer')
  if (found.ok) expect(found.value).toMatch(/^\/opt\/satchel\/renderer\//)
  else expect(['bad-path', 'outside-bundle']).toContain(found.refusal.code)
})

test('a sibling directory with the same beginning is outside', () => {
  expect(inBundle('app://bundle/..%2frenderer-secrets%2fa.js')).toBe('outside-bundle')
})
