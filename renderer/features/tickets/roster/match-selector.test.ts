import { describe, expect, test } from 'vitest'
import { aTicket } from '#shared/tickets/builders.ts'
import { listTickets } from './list-ticket.ts'
import { matcherOf } from './match-selector.ts'

const ticket = listTickets()({
  ...aTicket({ id: 't', title: 'Écran noir', status: 'pending', pendingReason: 'requester', number: 12 }),
  updatedDesc: 50,
  openState: 'open',
})
const fits = (selector: Parameters<typeof matcherOf>[0]) => matcherOf(selector)(ticket)

describe('a query of a list, asked without the replica', () => {
  test('compares values, sets of values and bounds', () => {
    expect(fits({ openState: 'open', deletedAt: '' })).toBe(true)
    expect(fits({ status: { $in: ['new', 'pending'] } })).toBe(true)
    expect(fits({ status: { $in: ['new'] } })).toBe(false)
    expect(fits({ updatedDesc: { $lte: 50 } })).toBe(true)
    expect(fits({ updatedDesc: { $lte: 49 } })).toBe(false)
    expect(fits({})).toBe(true)
  })

  test('knows words, each in one of several fields', () => {
    const word = (pattern: string) => ({
      $or: [{ title: { $regex: pattern, $options: 'i' } }, { number: Number(pattern) }],
    })
    expect(fits({ $and: [word('[eéèêë]cran'), word('12')] })).toBe(true)
    expect(fits({ $and: [word('[eéèêë]cran'), word('13')] })).toBe(false)
  })

  test('does not guess what it does not know', () => {
    expect(() => fits({ number: { $gt: 3 } })).toThrow('$gt')
  })
})
