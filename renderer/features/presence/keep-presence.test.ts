import { describe, expect, test } from 'vitest'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import type { Present } from '#shared/presence/schema.ts'
import { inPlace, keepPresence } from './keep-presence.ts'

const BEN: Present = { personId: 'ben', doing: 'viewing' }

/** A server that answers each connection as the script says; the last one stays open until it is left. */
function aServer(...script: readonly { readonly others?: readonly Present[]; readonly end: Result<null> }[]) {
  const stop = new AbortController()
  const told: (readonly Present[])[] = []
  const pauses: number[] = []
  let asked = 0
  const running = keepPresence(
    {
      ticketId: 'ticket-1',
      doing: 'viewing',
      tell: (others) => told.push(others),
      wait: async (ms) => void pauses.push(ms),
      calls: {
        async watchPresence(_where, tell) {
          const answer = script[asked++]
          if (answer === undefined) {
            stop.abort()
            tell([BEN])
            return accept(null)
          }
          if (answer.others) tell(answer.others)
          return answer.end
        },
      },
    },
    stop.signal,
  )
  return { running, told, pauses }
}

describe('being present', () => {
  test('goes on with the next connection when the server ends one', async () => {
    const { running, told, pauses } = aServer(
      { others: [BEN], end: accept(null) },
      { others: [], end: accept(null) },
    )
    await running
    expect(told).toEqual([[BEN], []])
    expect(pauses).toEqual([])
  })

  test('says nobody while the server cannot be asked, and asks ever less often', async () => {
    const away = { end: refuse('unreachable') }
    const { running, told, pauses } = aServer({ others: [BEN], end: away.end }, away, away, away, away, away)
    await running
    expect(told).toEqual([[BEN], [], [], [], [], [], []])
    expect(pauses).toEqual([5000, 5000, 10_000, 20_000, 40_000, 60_000])
  })

  test('does not hurry a server that ends connections at once', async () => {
    const { running, pauses } = aServer({ end: accept(null) }, { end: accept(null) })
    await running
    expect(pauses).toEqual([5000, 10_000])
  })

  test('tells nothing after it was left', async () => {
    const { running, told } = aServer()
    await running
    expect(told).toEqual([])
  })
})

test('only so many windows take a connection; the others leave it to the exchange', async () => {
  const taken = new Set<string>()
  const locks = {
    async request(name: string, _options: LockOptions, work: (lock: Lock | null) => Promise<boolean>) {
      if (taken.has(name)) return work(null)
      taken.add(name)
      const done = await work({ name, mode: 'exclusive' })
      taken.delete(name)
      return done
    },
  } as Pick<LockManager, 'request'>
  const windows = [
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
  ]
  const kept = windows.map(({ promise }) => inPlace(locks, () => promise))
  expect(await inPlace(locks, async () => expect.fail('there is no place'))).toBe(false)
  windows.forEach(({ resolve }) => resolve())
  expect(await Promise.all(kept)).toEqual([true, true, true])
  expect(await inPlace(undefined, async () => undefined)).toBe(true)
})
