import { expect, test } from 'vitest'
import type { DeepLink, DesktopBridge } from '#shared/ipc/channels.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { desktopPlatform } from './desktop.ts'

type Answers = Record<string, Result<unknown>>

function aBridge(answers: Answers) {
  const asked: [string, unknown][] = []
  const listeners = new Map<string, (payload: never) => void>()
  const bridge = {
    invoke: async (channel: string, args: unknown) => {
      asked.push([channel, args])
      return answers[channel] ?? accept(null)
    },
    on(channel: string, listener: (payload: never) => void) {
      listeners.set(channel, listener)
      return () => listeners.delete(channel)
    },
  } as unknown as DesktopBridge
  return { bridge, asked, listeners }
}

test('no server yet is undefined, not null', async () => {
  const { bridge } = aBridge({ 'server.get': accept(null) })
  expect(await desktopPlatform(bridge).serverUrl()).toBeUndefined()
})

test('a refused address comes back as the refusal', async () => {
  const { bridge, asked } = aBridge({ 'server.set': refuse('https-required', 'serverUrl') })
  expect(await desktopPlatform(bridge).setServerUrl('http://example.org')).toEqual({
    ok: false,
    refusal: { code: 'https-required', field: 'serverUrl' },
  })
  expect(asked).toEqual([['server.set', ['http://example.org']]])
})

test('the link that started the program arrives, and later ones too', async () => {
  const first: DeepLink = { kind: 'ticket', id: '1' }
  const { bridge, listeners } = aBridge({ 'deep-link.take': accept(first) })
  const arrived: DeepLink[] = []
  await new Promise<void>((resolve) => {
    desktopPlatform(bridge).onDeepLink((link) => {
      arrived.push(link)
      resolve()
    })
  })
  listeners.get('deep-link')?.({ kind: 'ticket', id: '2' } as never)
  expect(arrived.map((link) => link.id)).toEqual(['1', '2'])
})

test('a refusal nobody expects is a bug', async () => {
  const { bridge } = aBridge({ 'secret.get': refuse('untrusted-sender') })
  await expect(desktopPlatform(bridge).getSecret('session-token')).rejects.toThrow('untrusted-sender')
})
