import { describe, expect, test } from 'vitest'
import { anActor } from '#shared/people/builders.ts'
import { aTicket } from '#shared/tickets/builders.ts'
import { composeNote, composeReply } from './compose.ts'

describe('a reply', () => {
  test('goes out with its ticket opened and first answered', () => {
    const writes = composeReply(
      aTicket({ status: 'new' }),
      { text: 'Hello', to: ['a@b.example'] },
      'stay',
      anActor(),
    )
    expect(writes.ok && writes.value.map(({ collection, op }) => [collection, op])).toEqual([
      ['messages', 'create'],
      ['tickets', 'change'],
    ])
    expect(writes.ok && writes.value[0]?.patch).toMatchObject({
      kind: 'reply',
      visibility: 'public',
      to: ['a@b.example'],
    })
    expect(writes.ok && writes.value[1]?.patch).toMatchObject({ status: 'open' })
  })

  test('can make the ticket wait for the requester, or resolve it', () => {
    const pending = composeReply(
      aTicket({ status: 'open' }),
      { text: 'Which printer?' },
      'pending',
      anActor(),
    )
    expect(pending.ok && pending.value[1]?.patch).toMatchObject({
      status: 'pending',
      pendingReason: 'requester',
    })
    const resolved = composeReply(aTicket({ status: 'new' }), { text: 'Done.' }, 'resolved', anActor())
    expect(resolved.ok && resolved.value[1]?.patch).toMatchObject({ status: 'resolved' })
  })

  test('without a word is refused', () => {
    const empty = composeReply(aTicket(), { text: '  ' }, 'stay', anActor())
    expect(!empty.ok && empty.refusal.code).toBe('message-empty')
  })

  test('on a closed ticket leaves it closed', () => {
    const writes = composeReply(aTicket({ status: 'closed' }), { text: 'For the record.' }, 'stay', anActor())
    expect(writes.ok && writes.value[1]?.patch).not.toHaveProperty('status')
  })
})

describe('a note', () => {
  test('is private and tells the requester nothing', () => {
    const writes = composeNote(aTicket(), { text: 'Spare in cupboard B', visibility: 'private' }, anActor())
    expect(writes.ok && writes.value[0]?.patch).toMatchObject({ kind: 'note', visibility: 'private' })
    expect(writes.ok && writes.value[1]?.patch).not.toHaveProperty('lastPublicAt')
  })
})
