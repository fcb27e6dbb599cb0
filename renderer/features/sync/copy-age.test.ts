import { describe, expect, test } from 'vitest'
import { copyAge } from './copy-age.ts'

const NOON = Date.parse('2026-11-20T12:00:00.000Z')
const at = (time: string) => `2026-11-20T${time}:00.000Z`
const synced = (time: string, clockOffset = 0) => ({ lastSyncedAt: at(time), clockOffset })
const act = (time: string, docId = 'ticket-1', patch = {}) => ({ docId, patch, at: at(time) })

describe('the copy of a ticket', () => {
  test('says nothing while it is fresh, and before there is one', () => {
    expect(copyAge('ticket-1', synced('11:59'), [], NOON)).toBeUndefined()
    expect(copyAge('ticket-1', synced('08:01'), [act('11:00')], NOON)).toBeUndefined()
    expect(copyAge('ticket-1', { lastSyncedAt: '', clockOffset: 0 }, [act('01:00')], NOON)).toBeUndefined()
  })

  test('says since when the device was not in touch', () => {
    expect(copyAge('ticket-1', synced('08:00'), [], NOON)).toEqual({ kind: 'copy', since: at('08:00') })
  })

  test('says since when one’s own acts on it wait while everything else is fresh', () => {
    const waiting = [
      act('07:30', 'message-1', { ticketId: 'ticket-1' }),
      act('07:00'),
      act('03:00', 'ticket-2'),
    ]
    expect(copyAge('ticket-1', synced('12:00'), waiting, NOON)).toEqual({ kind: 'acts', since: at('07:00') })
    expect(copyAge('ticket-3', synced('12:00'), waiting, NOON)).toBeUndefined()
  })

  test('is measured by the clock of the server', () => {
    const hour = 3_600_000
    expect(copyAge('ticket-1', synced('09:00', hour), [], NOON)).toEqual({ kind: 'copy', since: at('09:00') })
    expect(copyAge('ticket-1', synced('07:30', -hour), [], NOON)).toBeUndefined()
  })
})
