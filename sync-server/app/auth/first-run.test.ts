import { expect, test } from 'vitest'
import { isSetUpCode, setUpCode } from './first-run.ts'

test('the set-up code is the same for one key and database, and another for others', () => {
  const code = setUpCode('key', 'epoch')
  expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(setUpCode('key', 'epoch')).toBe(code)
  expect(setUpCode('other', 'epoch')).not.toBe(code)
  expect(setUpCode('key', 'other')).not.toBe(code)
})

test('people may type the code in lower case and without dashes', () => {
  const code = setUpCode('key', 'epoch')
  expect(isSetUpCode(` ${code.toLowerCase().replaceAll('-', ' ')} `, code)).toBe(true)
  expect(isSetUpCode(code.slice(0, -1), code)).toBe(false)
  expect(isSetUpCode('', code)).toBe(false)
})
