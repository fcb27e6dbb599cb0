import { describe, expect, test } from 'vitest'
import { systemActor } from '../kernel/actor.ts'
import { anActor } from '../people/builders.ts'
import { aTicket } from '../tickets/builders.ts'
import { messages } from './collection.ts'
import { addNote, newMessage, replyTo, sendAgain, type MessageInput } from './rules.ts'
import { MOST_HTML, MOST_TEXT, type Message } from './schema.ts'

const NOW = '2026-11-20T09:00:00.000Z'
const newId = () => 'message-1'
const agent = anActor()

test('a reply is public and names the ticket revision its author saw', () => {
  expect(replyTo(aTicket({ rev: 7 }), { text: ' We are on our way. ' }, agent, NOW, newId)).toMatchObject({
    ok: true,
    value: {
      patch: {
        kind: 'reply',
        visibility: 'public',
        text: 'We are on our way.',
        ticketRev: 7,
        authorId: 'agent-1',
      },
    },
  })
})

test('an empty message is refused', () => {
  expect(replyTo(aTicket(), { text: '  ' }, agent, NOW, newId)).toMatchObject({
    ok: false,
    refusal: { code: 'message-empty' },
  })
})

test('formatting is said as text as well, and goes out without empty lines at its ends', () => {
  const html = '<p><strong>Done</strong><br /></p>'
  expect(replyTo(aTicket(), { text: 'Done\n', html }, agent, NOW, newId)).toMatchObject({
    ok: true,
    value: { patch: { text: 'Done', html: '<p><strong>Done</strong></p>' } },
  })
  expect(replyTo(aTicket(), { text: '', html }, agent, NOW, newId)).toMatchObject({
    ok: false,
    refusal: { code: 'message-empty' },
  })
})

test('what is too long is refused by name', () => {
  const tooLong = (input: MessageInput) => replyTo(aTicket(), input, agent, NOW, newId)
  for (const input of [{ text: 'x'.repeat(MOST_TEXT + 1) }, { text: 'x', html: 'x'.repeat(MOST_HTML + 1) }]) {
    expect(tooLong(input)).toMatchObject({ ok: false, refusal: { code: 'message-too-long' } })
  }
  expect(tooLong({ text: 'x'.repeat(MOST_TEXT), html: 'x'.repeat(MOST_HTML) }).ok).toBe(true)
})

test('nobody speaks in another name, and nobody but the server brings in mail', () => {
  const forged = newMessage(
    aTicket(),
    { kind: 'note', visibility: 'private', text: 'x', authorId: 'agent-2' },
    agent,
    NOW,
    newId,
  )
  expect(forged).toMatchObject({ ok: false, refusal: { code: 'author-forged' } })
  const mail = newMessage(aTicket(), { kind: 'mail', visibility: 'public', text: 'x' }, agent, NOW, newId)
  expect(mail).toMatchObject({ ok: false, refusal: { code: 'kind-not-allowed' } })
  expect(
    newMessage(
      aTicket(),
      { kind: 'mail', visibility: 'public', text: 'x' },
      systemActor('person-1'),
      NOW,
      newId,
    ).ok,
  ).toBe(true)
})

test('a reply can not be private, and a deleted ticket takes no word', () => {
  expect(
    newMessage(aTicket(), { kind: 'reply', visibility: 'private', text: 'x' }, agent, NOW, newId),
  ).toMatchObject({
    ok: false,
    refusal: { code: 'reply-private' },
  })
  expect(
    addNote(aTicket({ deletedAt: NOW }), { text: 'x', visibility: 'private' }, agent, NOW, newId),
  ).toMatchObject({
    ok: false,
    refusal: { code: 'parent-missing' },
  })
})

describe('sending a reply again', () => {
  const aReply = (fields: Partial<Message>): Message => ({
    ...(messages.defaults as Message),
    id: 'message-1',
    rev: 3,
    deletedAt: '',
    ticketId: 'ticket-1',
    kind: 'reply',
    visibility: 'public',
    authorId: 'agent-1',
    text: 'We are on our way.',
    ...fields,
  })
  const codeOf = (reply: Message, actor = agent) => {
    const again = sendAgain(aTicket(), reply, actor, NOW)
    return again.ok ? again.value : again.refusal.code
  }

  test('is for what failed or perhaps arrived, and counts', () => {
    expect(codeOf(aReply({ delivery: 'failed' }))).toEqual({ resends: 1 })
    expect(codeOf(aReply({ delivery: 'uncertain', resends: 4 }))).toEqual({ resends: 5 })
    for (const delivery of ['none', 'held', 'queued', 'sending', 'sent'] as const) {
      expect(codeOf(aReply({ delivery }))).toBe('reply-not-failed')
    }
    expect(codeOf(aReply({ kind: 'note', delivery: 'failed' }))).toBe('reply-not-failed')
  })

  test('is for its author, and for those who manage where the ticket lies', () => {
    const reply = aReply({ delivery: 'failed', authorId: 'agent-2' })
    expect(codeOf(reply)).toBe('not-your-reply')
    expect(codeOf(reply, anActor('manager'))).toEqual({ resends: 1 })
    expect(codeOf(reply, anActor('administrator'))).toEqual({ resends: 1 })
    const both = {
      ...anActor('agent'),
      roles: [...anActor('agent').roles, ...anActor('manager', 'org:org-2').roles],
    }
    expect(codeOf(reply, both)).toBe('not-your-reply')
  })
})
