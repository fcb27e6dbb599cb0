import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { serveBundle } from './serve-bundle.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'bundle-'))
const directory = path.join(root, 'renderer')
mkdirSync(directory)
writeFileSync(path.join(directory, 'index.html'), '<!doctype html>')
writeFileSync(path.join(root, 'settings.json'), '{}')

const get = (url: string, method = 'GET') =>
  serveBundle(new Request(url, { method }), {
    directory,
    serverUrl: () => 'https://desk.example.org',
  })

test('a page comes with its type and every security header', async () => {
  const response = await get('app://bundle/index.html')
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('<!doctype html>')
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('content-security-policy')).toContain(
    "connect-src 'self' https://desk.example.org",
  )
})

test('what is missing, outside or elsewhere is not found, and says so under the same policy', async () => {
  for (const url of [
    'app://bundle/missing.js',
    'app://bundle/..%2fsettings.json',
    'app://other/index.html',
  ]) {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})

test('the bundle is only read', async () => {
  expect((await get('app://bundle/index.html', 'POST')).status).toBe(405)
  expect(await (await get('app://bundle/index.html', 'HEAD')).text()).toBe('')
})
