import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Doing } from '#shared/presence/schema.ts'
import type { Attendee } from './attendees.ts'
import { createBoard } from './board.ts'
import { createPresence, type Presence } from './presence.ts'

const LEASE = 40_000
const GRACE = 4000

let listeners: Set<(text: string) => void>
let processes: Presence[]
let seats = 0
beforeEach(() => {
  vi.useFakeTimers()
  listeners = new Set()
  processes = []
})
afterEach(() => {
  processes.forEach((each) => each.stop())
  vi.useRealTimers()
})

let isCut = false
const say = (text: string) => {
  if (!isCut) listeners.forEach((listener) => listener(text))
}

/** One more process on the same database. */
function aProcess(): Presence {
  const started = createPresence({
    store: {
      signal: say,
      onSignal(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    newId: () => `seat-${seats++}`,
    leaseMs: LEASE,
    graceMs: GRACE,
  })
  processes.push(started)
  return started
}

interface ConsoleParts {
  readonly ticketId?: string
  readonly deviceId?: string
  readonly doing?: Doing
  readonly visible?: Attendee['visible']
}

/** Opens a ticket; `seen` is what the console shows of the others. */
function open(on: Presence, personId: string, parts: ConsoleParts = {}) {
  const { ticketId = 'ticket-1', deviceId = `${personId}-laptop`, doing = 'viewing' } = parts
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  const heard: string[] = []
  const line = { isEnded: false }
  response.write = (chunk: string) => {
    heard.push(chunk)
    return true
  }
  const close = () => {
    line.isEnded = true
    response.emit('close')
    return response
  }
  response.end = close
  const visible: Attendee['visible'] = parts.visible ?? (async (ids) => new Set(ids))
  on.attend({ response, ticketId, personId, deviceId, doing, visible })
  const last = () => heard.at(-1)?.split('data: ')[1] ?? '{"others":[]}'
  return { heard, line, close, seen: () => JSON.parse(last()).others as unknown }
}

const soon = () => vi.advanceTimersByTimeAsync(100)

describe('presence', () => {
  test('tells everybody on a ticket of the others, in every process, and nobody of themselves', async () => {
    const [first, second] = [aProcess(), aProcess()]
    const ana = open(first, 'ana')
    const ben = open(second, 'ben', { doing: 'answering' })
    const elsewhere = open(first, 'cleo', { ticketId: 'ticket-2' })
    await soon()
    expect(ana.seen()).toEqual([{ personId: 'ben', doing: 'answering' }])
    expect(ben.seen()).toEqual([{ personId: 'ana', doing: 'viewing' }])
    expect(elsewhere.seen()).toEqual([])
  })

  test('counts a person with two windows once, and answering more than viewing', async () => {
    const on = aProcess()
    const ana = open(on, 'ana')
    open(on, 'ben', { doing: 'answering', deviceId: 'ben-phone' })
    open(on, 'ben')
    await soon()
    expect(ana.seen()).toEqual([{ personId: 'ben', doing: 'answering' }])
  })

  test('says the same thing once', async () => {
    const on = aProcess()
    const ana = open(on, 'ana')
    open(on, 'ben')
    await soon()
    open(on, 'ben', { deviceId: 'ben-phone' })
    await soon()
    expect(ana.heard).toHaveLength(2)
  })

  test('forgets who left a little later, so that the next connection of a console is no news', async () => {
    const [first, second] = [aProcess(), aProcess()]
    const ana = open(first, 'ana')
    const ben = open(second, 'ben')
    await soon()
    ben.close()
    open(second, 'ben')
    await vi.advanceTimersByTimeAsync(GRACE * 2)
    expect(ana.heard.slice(2)).toEqual([])
    processes[1]?.closeDevice('ben-laptop')
    await vi.advanceTimersByTimeAsync(GRACE + 2000)
    expect(ana.seen()).toEqual([])
  })

  test('ends every connection after a while, and forgets a process that said nothing more', async () => {
    const [first, second] = [aProcess(), aProcess()]
    open(second, 'ben')
    await soon()
    isCut = true
    second.stop()
    isCut = false
    await vi.advanceTimersByTimeAsync(LEASE - 1000)
    const ana = open(first, 'ana')
    await soon()
    expect(ana.seen()).toEqual([{ personId: 'ben', doing: 'viewing' }])
    await vi.advanceTimersByTimeAsync(GRACE + 3000)
    expect(ana.seen()).toEqual([])
    expect(ana.line.isEnded).toBe(false)
    await vi.advanceTimersByTimeAsync(LEASE)
    expect(ana.line.isEnded).toBe(true)
  })

  test('tells nobody of people they may not see, and ends where they may not see the ticket any more', async () => {
    const on = aProcess()
    let isAllowed = true
    const visible: Attendee['visible'] = async (ids) =>
      isAllowed ? new Set(ids.filter((id) => id !== 'secret')) : undefined
    const ana = open(on, 'ana', { visible })
    open(on, 'secret')
    open(on, 'ben')
    await soon()
    expect(ana.seen()).toEqual([{ personId: 'ben', doing: 'viewing' }])
    isAllowed = false
    open(on, 'cleo')
    await soon()
    expect(ana.heard.join('')).not.toMatch(/cleo|secret/)
    expect(ana.line.isEnded).toBe(true)
  })

  test('tells nothing while the database does not answer, and goes on afterwards', async () => {
    const on = aProcess()
    let isAway = true
    const visible: Attendee['visible'] = async (ids) => {
      if (isAway) throw new Error('gone')
      return new Set(ids)
    }
    const ana = open(on, 'ana', { visible })
    open(on, 'ben')
    await soon()
    expect(ana.heard).toEqual([])
    expect(ana.line.isEnded).toBe(false)
    isAway = false
    open(on, 'cleo')
    await soon()
    expect(ana.seen()).toEqual([
      { personId: 'ben', doing: 'viewing' },
      { personId: 'cleo', doing: 'viewing' },
    ])
  })

  test('ends the oldest connection of a device that opens too many', async () => {
    const on = aProcess()
    const windows = Array.from({ length: 9 }, () => open(on, 'ana'))
    expect(windows.map(({ line }) => line.isEnded)).toEqual([true, ...windows.slice(1).map(() => false)])
  })

  test('takes no notice of words that are not its own', async () => {
    const ana = open(aProcess(), 'ana')
    for (const text of ['', '{', '{"present":{}}', '{"present":{"id":"x"},"forMs":-1}', '[1]']) say(text)
    await soon()
    expect(ana.seen()).toEqual([])
  })
})

test('a board has room for so many seats, and has room again when they are over', () => {
  const board = createBoard(2)
  const put = (id: string, until: number) =>
    board.put({ id, ticketId: 't', personId: id, doing: 'viewing', until })
  expect([put('a', 10), put('b', 20), put('c', 30), put('a', 15)]).toEqual([true, true, false, true])
  expect([...board.expire(15)]).toEqual(['t'])
  expect(put('c', 30)).toBe(true)
  expect(board.on('t').map(({ personId }) => personId)).toEqual(['b', 'c'])
  expect(board.size()).toBe(2)
})
