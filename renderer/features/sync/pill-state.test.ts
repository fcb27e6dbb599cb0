import { describe, expect, test } from 'vitest'
import type { SyncStatus } from '#renderer/replica/replica.ts'
import { pillState } from './pill-state.ts'

const status = (part: Partial<SyncStatus>): SyncStatus => ({
  phase: 'synced',
  lastSyncedAt: '2026-11-20T09:00:00.000Z',
  waiting: 0,
  needsYou: 0,
  filling: 0,
  error: '',
  unreadable: 0,
  clockOffset: 0,
  repaired: 0,
  repairedAt: '',
  ...part,
})

describe('the sync pill', () => {
  test('is calm when everything reached the server', () => {
    expect(pillState(status({}))).toEqual({ key: 'synced', count: 0, tone: 'calm' })
  })

  test('counts what waits while offline', () => {
    expect(pillState(status({ phase: 'offline', waiting: 7 }))).toEqual({
      key: 'offlineWaiting',
      count: 7,
      tone: 'away',
    })
  })

  test('puts what needs a person before everything but an ended session', () => {
    expect(pillState(status({ phase: 'offline', waiting: 7, needsYou: 2 })).key).toBe('needsYou')
    expect(pillState(status({ phase: 'signed-out', needsYou: 2 })).key).toBe('signedOut')
  })

  test('shows how far the first fill is', () => {
    expect(pillState(status({ phase: 'syncing', filling: 4000 }))).toMatchObject({
      key: 'filling',
      count: 4000,
    })
  })
})
