import { expect, test } from 'vitest'
import { isForwardSubject, replySubject, ticketNumbersIn, ticketTitle } from './subject.ts'

test.each([
  ['Re: Printer on fire', 'Printer on fire'],
  ['RE: AW: WG: Drucker brennt', 'Drucker brennt'],
  ['TR : Réf : Imprimante en panne', 'Imprimante en panne'],
  ['Re[2]: Fwd: [#1234] VPN', 'VPN'],
  ['Report: monthly', 'Report: monthly'],
  ['Re:', ''],
  ['Restore: my files', 'Restore: my files'],
])('the title of "%s" is "%s"', (subject, title) => {
  expect(ticketTitle(subject)).toBe(title)
})

test('only numbers in brackets with a hash are ticket numbers', () => {
  expect(ticketNumbersIn('Re: [#1234] error #42 in [2024] [#1234] [#7]')).toEqual([1234, 7])
})

test('an answer carries the title and the number', () => {
  expect(replySubject('VPN\r\nBcc: x@y.z', 1234)).toBe('Re: VPN Bcc: x@y.z [#1234]')
  expect(replySubject('VPN', 0)).toBe('Re: VPN')
})

test('a forwarded mail is told by its subject', () => {
  expect(isForwardSubject('WG: Rechnung')).toBe(true)
  expect(isForwardSubject('Re: Fwd: Rechnung')).toBe(true)
  expect(isForwardSubject('Re: Rechnung')).toBe(false)
})
