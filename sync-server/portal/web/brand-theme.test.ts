import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, shadesOf } from './brand-theme.ts'

const anyColour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('whatever the organisation’s colour, its text can be read on light and dark ground', () => {
  fc.assert(
    fc.property(anyColour, (colour) => {
      const shades = shadesOf(colour)
      expect(contrast(shades[7] ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(shades[7] ?? '', shades[0] ?? '')).toBeGreaterThanOrEqual(3.5)
      expect(contrast(shades[4] ?? '', '#1b2027')).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('a colour that can be read stays as it is', () => {
  expect(shadesOf('#1f6f8b')[7]).toBe('#1f6f8b')
})

test('a desk without a colour gets Satchel’s own', () => {
  expect(shadesOf('')[7]).toBe('#2a6785')
})
