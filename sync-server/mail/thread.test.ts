import { describe, expect, test } from 'vitest'
import type { MailReference } from '../store/mail-store.ts'
import { chooseTicket, REOPEN_DAYS, type ThreadClues, type ThreadTicket } from './thread.ts'

const NOW = '2026-11-20T10:00:00.000Z'

const aTicket = (fields: Partial<ThreadTicket> = {}): ThreadTicket => ({
  id: 'ticket-a',
  number: 1001,
  closedAt: '',
  senderTakesPart: false,
  ...fields,
})

const clues = (fields: Partial<ThreadClues> = {}): ThreadClues => ({
  tokenTicketId: '',
  answers: [],
  references: [],
  numbers: [],
  ...fields,
})

const known = (mailId: string, ticketId: string, ours: boolean): MailReference => ({
  orgId: 'acme',
  mailId,
  ticketId,
  ours,
})

describe('which ticket a mail belongs to', () => {
  test('our signed reply address decides, whoever writes', () => {
    const tickets = [aTicket(), aTicket({ id: 'ticket-b', number: 1002, senderTakesPart: true })]
    const choice = chooseTicket(clues({ tokenTicketId: 'ticket-a', numbers: [1002] }), tickets, NOW)
    expect(choice).toEqual({ kind: 'append', ticketId: 'ticket-a', by: 'token' })
  })

  test('an answer to a mail we sent belongs to its ticket, whoever writes', () => {
    const found = clues({ answers: ['<our@desk>'], references: [known('<our@desk>', 'ticket-a', true)] })
    expect(chooseTicket(found, [aTicket()], NOW)).toMatchObject({ kind: 'append', by: 'answer' })
  })

  test('the nearest of the mails it answers wins', () => {
    const found = clues({
      answers: ['<new@desk>', '<old@desk>'],
      references: [known('<old@desk>', 'ticket-b', true), known('<new@desk>', 'ticket-a', true)],
    })
    const tickets = [aTicket(), aTicket({ id: 'ticket-b' })]
    expect(chooseTicket(found, tickets, NOW)).toMatchObject({ ticketId: 'ticket-a' })
  })

  test('an answer to a known mail counts only for somebody who takes part', () => {
    const found = clues({ answers: ['<seen@x>'], references: [known('<seen@x>', 'ticket-a', false)] })
    expect(chooseTicket(found, [aTicket({ senderTakesPart: true })], NOW)).toMatchObject({ by: 'seen' })
    expect(chooseTicket(found, [aTicket()], NOW)).toEqual({ kind: 'new', relatedTo: 'ticket-a' })
  })

  test('a number in the subject counts only for somebody who takes part', () => {
    const found = clues({ numbers: [1001] })
    expect(chooseTicket(found, [aTicket({ senderTakesPart: true })], NOW)).toMatchObject({ by: 'number' })
    expect(chooseTicket(found, [aTicket()], NOW)).toEqual({ kind: 'new', relatedTo: 'ticket-a' })
  })

  test('a mail without clues opens a ticket of its own', () => {
    expect(chooseTicket(clues(), [], NOW)).toEqual({ kind: 'new', relatedTo: '' })
  })

  test('a ticket that was closed lately is opened again, one closed long ago gets a linked one', () => {
    const found = clues({ tokenTicketId: 'ticket-a' })
    const closed = (days: number) =>
      aTicket({ closedAt: new Date(Date.parse(NOW) - days * 86_400_000).toISOString() })
    expect(chooseTicket(found, [closed(REOPEN_DAYS - 1)], NOW)).toMatchObject({ kind: 'append' })
    expect(chooseTicket(found, [closed(REOPEN_DAYS + 1)], NOW)).toEqual({
      kind: 'new',
      relatedTo: 'ticket-a',
    })
  })
})
