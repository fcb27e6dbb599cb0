import { ServerResponse, IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLiveHub, type LiveHub } from './live-hub.ts'

let hub: LiveHub
beforeEach(() => {
  vi.useFakeTimers()
  hub = createLiveHub()
})
afterEach(() => {
  hub.stop()
  vi.useRealTimers()
})

/** A response whose socket takes as much as the test allows. */
function connect(deviceId: string, isAllowed = () => Promise.resolve(true), personId = 'maria') {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  const heard: string[] = []
  const socket = { full: false, ended: false, destroyed: false }
  response.write = (chunk: string) => {
    heard.push(chunk)
    return !socket.full
  }
  response.end = () => {
    socket.ended = true
    response.emit('close')
    return response
  }
  response.destroy = () => {
    socket.destroyed = true
    response.emit('close')
    return response
  }
  hub.add({ response, personId, deviceId, isAllowed }, 7)
  return { response, heard, socket }
}

const poke = (head: number) => `event: poke\ndata: {"head":${head}}\n\n`

test('a connection hears the present position at once and many changes as one', () => {
  const { heard } = connect('a')
  expect(heard).toEqual([poke(7)])
  for (const head of [8, 9, 10]) hub.poke(head)
  vi.advanceTimersByTime(20)
  expect(heard).toEqual([poke(7), poke(10)])
})

test('a full socket hears only the newest position once it has room', () => {
  const { heard, socket, response } = connect('a')
  socket.full = true
  hub.poke(8)
  vi.advanceTimersByTime(20)
  hub.poke(9)
  hub.poke(12)
  vi.advanceTimersByTime(20)
  expect(heard).toEqual([poke(7), poke(8)])
  socket.full = false
  response.emit('drain')
  expect(heard).toEqual([poke(7), poke(8), poke(12)])
})

test('a heartbeat comes every 25 seconds and ends what is not allowed or not read any more', async () => {
  const good = connect('a')
  const revoked = connect('b', () => Promise.resolve(false))
  const stuck = connect('c')
  stuck.socket.full = true
  hub.poke(8)
  await vi.advanceTimersByTimeAsync(25_000)
  expect(good.heard.at(-1)).toBe(': still here\n\n')
  expect(revoked.socket.ended).toBe(true)
  expect(stuck.socket.destroyed).toBe(true)
  expect(hub.size()).toBe(1)
})

test('revoking a device ends its connections and no other', () => {
  const lost = connect('lost')
  const other = connect('other')
  hub.closeDevice('lost')
  expect([lost.socket.ended, other.socket.ended]).toEqual([true, false])
})

test('a person who may not listen any more is cut off as soon as somebody asks again', async () => {
  let asked = 0
  const no = () => Promise.resolve(false)
  const lost = connect('phone', no)
  const kept = connect('laptop', () => Promise.resolve(true))
  const unknown = connect('tablet', () => Promise.reject(new Error('the database does not answer')))
  const other = connect(
    'other',
    () => {
      asked += 1
      return no()
    },
    'tom',
  )
  await hub.askAgain(new Set(['maria']))
  expect([lost, kept, unknown, other].map(({ socket }) => socket.ended)).toEqual([true, false, false, false])
  expect([asked, hub.size()]).toEqual([0, 3])
})
