import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { INVOKE_CHANNELS, PUSH_CHANNELS } from './channel-names.ts'
import { invokeChannels, MAX_SAVED_BYTES, pushChannels } from './channels.ts'

const accepts = (channel: keyof typeof invokeChannels, ...args: unknown[]) =>
  Value.Check(invokeChannels[channel].args, args)

describe('the channels between page and main process', () => {
  test('the list of names leaves no channel out', () => {
    expect([...INVOKE_CHANNELS].sort()).toEqual(Object.keys(invokeChannels).sort())
    expect([...PUSH_CHANNELS].sort()).toEqual(Object.keys(pushChannels).sort())
  })

  test('a channel takes exactly its arguments', () => {
    expect(accepts('app.info')).toBe(true)
    expect(accepts('app.info', 'more')).toBe(false)
    expect(accepts('server.set')).toBe(false)
    expect(accepts('server.set', 'https://desk.example.org')).toBe(true)
    expect(accepts('server.set', { toString: 'https://desk.example.org' })).toBe(false)
  })

  test('only known secrets can be named', () => {
    expect(accepts('secret.get', 'session-token')).toBe(true)
    expect(accepts('secret.get', '__proto__')).toBe(false)
    expect(accepts('secret.get', '../settings')).toBe(false)
  })

  test('a file is bytes of a bounded size', () => {
    expect(accepts('file.save', 'outbox.json', new Uint8Array(3))).toBe(true)
    expect(accepts('file.save', 'outbox.json', 'text')).toBe(false)
    expect(accepts('file.save', 'outbox.json', new Uint8Array(MAX_SAVED_BYTES + 1))).toBe(false)
  })

  test('a notification names a ticket by its id or not at all', () => {
    const notice = { title: 'Printer on fire', body: '' }
    expect(accepts('notify.show', { ...notice, ticketId: 'ticket-1' })).toBe(true)
    expect(accepts('notify.show', { ...notice, ticketId: '' })).toBe(true)
    expect(accepts('notify.show', { ...notice, ticketId: '<img>' })).toBe(false)
    expect(accepts('notify.show', { ...notice, ticketId: '', icon: '/etc/passwd' })).toBe(false)
  })

  test('counts are whole and not negative', () => {
    expect(accepts('tray.update', { waiting: 7, needsYou: 0, label: '7 waiting' })).toBe(true)
    expect(accepts('tray.update', { waiting: -1, needsYou: 0, label: '' })).toBe(false)
    expect(accepts('tray.update', { waiting: 0.5, needsYou: 0, label: '' })).toBe(false)
  })

  test('the menu sends only commands the page knows', () => {
    expect(Value.Check(pushChannels['menu.command'], 'palette')).toBe(true)
    expect(Value.Check(pushChannels['menu.command'], 'eval')).toBe(false)
  })
})
