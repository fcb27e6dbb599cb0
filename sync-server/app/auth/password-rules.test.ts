import { expect, test } from 'vitest'
import { checkPassword } from './password-rules.ts'

test('ten characters are enough, nine are not', () => {
  expect(checkPassword('ten-chars!', [])).toBeUndefined()
  expect(checkPassword('nine-char', [])).toMatchObject({ code: 'password-short', params: { least: 10 } })
})

test('letters outside the basic plane count as one character each', () => {
  expect(checkPassword('🗝️🗝️🗝️🗝️', [])).toMatchObject({ code: 'password-short' })
})

test('a password may not contain the address or its name, in any case', () => {
  const emails = ['maria.lopez@example.com']
  expect(checkPassword('xMARIA.LOPEZ@example.comx', emails)).toMatchObject({ code: 'password-has-email' })
  expect(checkPassword('maria.lopez-2026', emails)).toMatchObject({ code: 'password-has-email' })
  expect(checkPassword('something else', emails)).toBeUndefined()
})

test('a name of three letters gives nothing away', () => {
  expect(checkPassword('the lion sleeps', ['lio@example.com'])).toBeUndefined()
})
