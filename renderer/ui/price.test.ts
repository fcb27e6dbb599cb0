import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalsOf, readPrice, showMoney, writePrice } from './price.ts'

test.each([
  ['12', 'EUR', 1200],
  ['12.5', 'EUR', 1250],
  ['12,50', 'EUR', 1250],
  ['1234.50', 'EUR', 123_450],
  ['1 234,50 €', 'EUR', 123_450],
  ['1,234.50', 'USD', 123_450],
  ['1.234,50', 'EUR', 123_450],
  ['$99.99', 'USD', 9999],
  ['1’250.00 CHF', 'CHF', 125_000],
  ['1,234', 'EUR', 123_400],
  ['500', 'JPY', 500],
  ['0', 'EUR', 0],
  ['12.', 'EUR', 1200],
])('%s in %s is %d minor units', (typed, currency, minor) => {
  expect(readPrice(typed, currency)).toBe(minor)
})

test.each(['', 'abc', '-5', '1.2.3', '12.3456', '1e5', '99999999999'])('“%s” is no price', (typed) => {
  expect(readPrice(typed, 'EUR')).toBeUndefined()
})

test('a price without decimals takes none', () => {
  expect(readPrice('5.50', 'JPY')).toBeUndefined()
})

test.each(['en', 'fr'])('what is written in %s can be read again', (language) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_147_483_647 }),
      fc.constantFrom('EUR', 'USD', 'JPY', 'CHF', ''),
      (minor, currency) => {
        expect(readPrice(writePrice(minor, currency, language), currency)).toBe(minor)
      },
    ),
  )
})

test('a currency nobody knows has two decimals, and money without one is a number', () => {
  expect(decimalsOf('')).toBe(2)
  expect(showMoney(1250, '', 'en')).toBe('12.50')
  expect(showMoney(1250, 'EUR', 'en')).toBe('€12.50')
})
