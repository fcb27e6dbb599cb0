import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'

let server: Server
let proxy: FaultProxy
let served: string[]

beforeEach(async () => {
  served = []
  const port = await freePort()
  server = createServer((request, response) => {
    served.push(`${request.method} ${request.url}`)
    response.end('done')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  proxy = await startFaultProxy({ port })
})

afterEach(async () => {
  await proxy.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function ask(path: string, method = 'GET'): Promise<string> {
  const response = await fetch(`${proxy.url}${path}`, { method })
  return response.text()
}

test('a healthy cable passes requests and answers', async () => {
  expect(await ask('/one')).toBe('done')
  expect(served).toEqual(['GET /one'])
})

test('a cut cable refuses at once and works again when healed', async () => {
  await ask('/one')
  proxy.cut()
  await expect(ask('/two')).rejects.toThrow()
  proxy.heal()
  expect(await ask('/three')).toBe('done')
  expect(served).toEqual(['GET /one', 'GET /three'])
})

test('a partition towards the server delivers the request after the outage', async () => {
  proxy.partition('to-server')
  const answer = ask('/late')
  const unheard = await fetch(`${proxy.url}/never`, { signal: AbortSignal.timeout(100) }).catch(
    (error: Error) => error.name,
  )
  expect(unheard).toBe('TimeoutError')
  expect(served).toEqual([])
  proxy.heal()
  expect(await answer).toBe('done')
})

test('a partition towards the client lets the server work unseen', async () => {
  proxy.partition('to-client')
  const arrived = new Promise((resolve) => server.once('request', resolve))
  const answer = ask('/work')
  await arrived
  expect(served).toEqual(['GET /work'])
  proxy.heal()
  expect(await answer).toBe('done')
})

test('a dropped answer leaves the client in doubt about work that was done', async () => {
  proxy.dropAnswers(/^POST \/push/)
  await expect(ask('/push', 'POST')).rejects.toThrow()
  expect(await ask('/pull')).toBe('done')
  expect(proxy.droppedAnswers()).toBe(1)
  expect(served).toEqual(['POST /push', 'GET /pull'])
})

test('a delayed cable keeps the order of what passes', async () => {
  proxy.delay(30)
  const startedAt = performance.now()
  expect(await ask('/slow')).toBe('done')
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55)
})
