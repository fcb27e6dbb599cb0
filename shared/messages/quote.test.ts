import { expect, test } from 'vitest'
import { quoted } from './quote.ts'

test('every line stands behind a mark, and quotations move one in', () => {
  expect(quoted('Hello,\n\nit works.\n> Does it?\n\n')).toBe('> Hello,\n>\n> it works.\n>> Does it?')
})

test('what was quoted three times is left out', () => {
  expect(quoted('one\n> two\n>> three\n>>> four\n> > > five')).toBe('> one\n>> two\n>>> three')
})
