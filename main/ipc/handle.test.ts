import type { IpcMainInvokeEvent } from 'electron'
import { expect, test } from 'vitest'
import { INVOKE_CHANNELS } from '#shared/ipc/channel-names.ts'
import type { InvokeChannel } from '#shared/ipc/channels.ts'
import { accept } from '#shared/kernel/result.ts'
import { createIsOwnUrl } from '../app/origin.ts'
import { handleAll, type Handlers } from './handle.ts'

type Listener = (event: IpcMainInvokeEvent, ...sent: unknown[]) => unknown

function registered(handlers: Partial<Handlers> = {}) {
  const listeners = new Map<string, Listener>()
  const acted: InvokeChannel[] = []
  const reported: unknown[] = []
  const quiet = Object.fromEntries(
    INVOKE_CHANNELS.map((channel) => [channel, () => (acted.push(channel), accept(null))]),
  ) as unknown as Handlers
  handleAll(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    { ...quiet, ...handlers },
    { isOwnUrl: createIsOwnUrl(undefined), report: (_channel, error) => reported.push(error) },
  )
  const ask = (channel: InvokeChannel, sent: unknown[], frame: object | null = ownFrame) =>
    listeners.get(channel)?.({ senderFrame: frame, sender: {} } as IpcMainInvokeEvent, ...sent)
  return { ask, acted, reported, listeners }
}

const ownFrame = { url: 'app://bundle/index.html', parent: null }

test('every channel is answered', () => {
  expect([...registered().listeners.keys()].sort()).toEqual([...INVOKE_CHANNELS].sort())
})

test.each([
  ['a page from elsewhere', { url: 'https://example.org/', parent: null }],
  ['a host that only begins like ours', { url: 'app://bundle.evil/index.html', parent: null }],
  ['a frame inside our page', { url: 'app://bundle/index.html', parent: ownFrame }],
  ['an empty frame', { url: 'about:blank', parent: null }],
  ['a frame that is gone', null],
])('%s is refused before anything happens', async (_who, frame) => {
  const { ask, acted } = registered()
  expect(await ask('secret.get', [['session-token']], frame)).toEqual({
    ok: false,
    refusal: { code: 'untrusted-sender' },
  })
  expect(acted).toEqual([])
})

test.each([
  ['too few', [[]]],
  ['too many', [['session-token', 'x']]],
  ['of the wrong kind', [[{ key: 'session-token' }]]],
  ['unknown names', [['password']]],
  ['not wrapped', ['session-token']],
  ['missing altogether', []],
  ['followed by others', [['session-token'], 'more']],
])('arguments %s are refused before anything happens', async (_how, sent) => {
  const { ask, acted } = registered()
  expect(await ask('secret.get', sent)).toEqual({
    ok: false,
    refusal: { code: 'invalid-arguments' },
  })
  expect(acted).toEqual([])
})

test('a bug is reported here and says nothing to the page', async () => {
  const { ask, reported } = registered({
    'server.get': () => {
      throw new Error('/home/alice/.config is not readable')
    },
  })
  expect(await ask('server.get', [[]])).toEqual({ ok: false, refusal: { code: 'unexpected' } })
  expect(reported).toHaveLength(1)
})
