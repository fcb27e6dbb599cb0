import { BehaviorSubject, firstValueFrom, Subject } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { isLeaseOver, type Silence } from '#shared/protocol/lease.ts'
import type { SyncStatus } from '../replica/replica.ts'
import { copyMemoryStore } from './copy-memory.ts'
import { aStorage } from './testing/storage.ts'
import { watchCopy, type CopyWatch } from './watch-copy.ts'

const DAY = 86_400_000
const owner = { serverUrl: 'https://desk.example', personId: 'person-1' }

const aStatus = (part: Partial<SyncStatus> = {}): SyncStatus => ({
  phase: 'synced',
  lastSyncedAt: '2026-11-20T09:00:00.000Z',
  waiting: 0,
  needsYou: 0,
  filling: 0,
  error: '',
  unreadable: 0,
  repaired: 0,
  repairedAt: '',
  clockOffset: 0,
  ...part,
})

/** A device whose clock the test turns; its storage outlives its programs. */
function aLaptop() {
  const memories = copyMemoryStore(aStorage())
  const laptop = {
    clock: Date.parse('2026-11-20T09:00:00.000Z'),
    status: new BehaviorSubject(aStatus()),
    ticks: new Subject<void>(),
    memories,
    start: (isNew = false): CopyWatch =>
      watchCopy({
        replica: { status: laptop.status, isNew },
        memories,
        owner,
        now: () => laptop.clock,
        ticks: laptop.ticks,
      }),
    later(days: number) {
      laptop.clock += days * DAY
      laptop.ticks.next()
    },
  }
  return laptop
}

const isOver = async ({ silence }: CopyWatch): Promise<boolean> =>
  isLeaseOver(await firstValueFrom<Silence>(silence), 30)

describe('the lease', () => {
  test('runs while the program is open and while it is closed, and ends when the server answers', async () => {
    const laptop = aLaptop()
    laptop.start(true).stop()
    laptop.clock += 20 * DAY
    const watch = laptop.start()
    expect(await isOver(watch)).toBe(false)
    laptop.later(10)
    expect(await isOver(watch)).toBe(true)
    laptop.status.next(aStatus({ lastSyncedAt: '2026-12-20T09:00:00.000Z' }))
    expect(await isOver(watch)).toBe(false)
  })

  test('is not extended by what the copy says of its last exchange when it opens', async () => {
    const laptop = aLaptop()
    laptop.start(true).stop()
    laptop.status.next(aStatus({ lastSyncedAt: '2026-11-20T10:00:00.000Z' }))
    laptop.clock += 31 * DAY
    expect(await isOver(laptop.start())).toBe(true)
  })

  test('is not extended by a clock set back between two starts', async () => {
    const laptop = aLaptop()
    laptop.start(true).stop()
    laptop.clock += 29 * DAY
    laptop.start().stop()
    laptop.clock -= 29 * DAY
    const watch = laptop.start()
    laptop.later(1)
    expect(await isOver(watch)).toBe(true)
  })
})

describe('a copy the browser removed', () => {
  test('is told with what waited in it, until the person has read it', () => {
    const laptop = aLaptop()
    laptop.start(true).stop()
    const open = laptop.start()
    laptop.status.next(aStatus({ waiting: 3 }))
    open.stop()
    laptop.status = new BehaviorSubject(aStatus({ lastSyncedAt: '' }))
    laptop.clock += DAY
    const found = {
      reason: 'removed-by-browser',
      waiting: 3,
      lastSeenAt: '2026-11-20T09:00:00.000Z',
      foundAt: '2026-11-21T09:00:00.000Z',
    }
    const anew = laptop.start(true)
    expect(anew.loss).toEqual(found)
    anew.stop()
    const again = laptop.start()
    expect(again.loss).toEqual(found)
    again.settleLoss()
    again.stop()
    expect(laptop.start().loss).toBeUndefined()
  })

  test('is not missed where there was none, or where somebody signed out and removed it', () => {
    const laptop = aLaptop()
    const first = laptop.start(true)
    expect(first.loss).toBeUndefined()
    first.stop()
    laptop.memories.forget(owner)
    expect(laptop.start(true).loss).toBeUndefined()
  })
})
