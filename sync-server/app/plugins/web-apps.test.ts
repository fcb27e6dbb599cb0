import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastify } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../app.ts'
import { addErrorHandling } from './errors.ts'
import { addWebApps } from './web-apps.ts'

let root: string
let app: App

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'satchel-web-'))
  await mkdir(join(root, 'renderer/assets'), { recursive: true })
  await writeFile(join(root, 'renderer/index.html'), '<!doctype html><title>Console</title>')
  await writeFile(join(root, 'renderer/sw.js'), 'self')
  await writeFile(join(root, 'renderer/assets/index-B4x9_kQz.js'), 'export {}')
  await writeFile(join(root, 'secret.txt'), 'secret')
  app = fastify() as App
  addErrorHandling(app)
  await addWebApps(app, [
    { prefix: '/console', root: join(root, 'renderer') },
    { prefix: '/portal', root: join(root, 'portal') },
  ])
})
afterAll(async () => {
  await app.close()
  await rm(root, { recursive: true })
})

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
const page = { accept: 'text/html,application/xhtml+xml' }

test('hashed files are kept for a year, the page and the worker are asked for each time', async () => {
  const cache = async (url: string) => (await get(url)).headers['cache-control']
  expect(await cache('/console/assets/index-B4x9_kQz.js')).toBe('public, max-age=31536000, immutable')
  expect(await cache('/console/')).toBe('no-cache')
  expect(await cache('/console/sw.js')).toBe('no-cache')
})

test('the worker may look after the whole console', async () => {
  expect((await get('/console/sw.js')).headers['service-worker-allowed']).toBe('/console/')
})

test('an address inside the console leads to its page, a missing file is missing', async () => {
  expect((await get('/console/')).body).toBe('<!doctype html><title>Console</title>')
  const inside = await get('/console/tickets/17', page)
  expect([inside.statusCode, inside.headers.location]).toEqual([302, '/console/'])
  const missing = await get('/console/assets/gone.js')
  expect([missing.statusCode, missing.json()]).toMatchObject([404, { error: { code: 'not-found' } }])
})

test('the address without its slash leads to the one with it', async () => {
  const answer = await get('/console')
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/console/'])
})

test('nothing outside the built folder is served', async () => {
  for (const url of ['/console/../secret.txt', '/console/%2e%2e/secret.txt', '/console/..%2fsecret.txt']) {
    expect((await get(url)).body).not.toBe('secret')
  }
})

test('what is not built says so in the reader’s language', async () => {
  const answer = await get('/portal/', { 'accept-language': 'fr-BE' })
  expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining('npm run build')])
  expect(answer.body).toContain('portail')
})
