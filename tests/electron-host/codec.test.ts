import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCodec } from './codec.ts'

const codec = makeCodec()
const roundTrip = (value: unknown) => codec.decode(codec.encode(value))

test('what our channels carry arrives as it was sent', () => {
  const sent = [undefined, null, 'é', 1.5, true, new Date(5), new Uint8Array([0, 255]), { a: [1] }]
  expect(roundTrip(sent)).toEqual(sent)
})

test('any JSON value survives', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(roundTrip(value)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('what cannot be cloned throws, as in Electron', () => {
  for (const value of [() => 1, Symbol('x'), Promise.resolve(), new WeakMap()]) {
    expect(() => codec.encode([value])).toThrow('could not be cloned')
  }
})
