import { expect, test } from 'vitest'
import { triggerAt } from './trigger.ts'

const at = (text: string) => triggerAt(text, text.length)

test('@ at the beginning of a word calls for people, by any part of a name', () => {
  expect(at('Please ask @')).toEqual({ mark: '@', typed: '', start: 11 })
  expect(at('(@Claire R')).toEqual({ mark: '@', typed: 'Claire R', start: 1 })
  expect(at('mail@brevent')).toBeUndefined()
})

test('/ at the beginning of a line calls for canned replies, a path does not', () => {
  expect(at('Hello,\n/rest')).toEqual({ mark: '/', typed: 'rest', start: 7 })
  expect(at('see /etc')).toBeUndefined()
  expect(at('/etc/hosts')).toBeUndefined()
})

test('only what stands before the cursor counts, and a blank behind ends it', () => {
  expect(triggerAt('@Cla and more', 4)).toEqual({ mark: '@', typed: 'Cla', start: 0 })
  expect(at('@Claire Roussel ')).toBeUndefined()
})
