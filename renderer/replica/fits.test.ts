import fc from 'fast-check'
import Type, { type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import { specOf } from '#shared/collections.ts'
import { PullResponse } from '#shared/protocol/wire.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import { fits } from './fits.ts'

/** Values near the edges of what schemas ask for. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'x',
    'a b',
    '\u{1F600}',
    'e\u0301',
    'open',
    '2026-11-20T12:00:00.000Z',
    undefined,
    null,
  ),
  fc.constantFrom<unknown>(0, -1, 1, 0.5, 2_147_483_648, Number.NaN, Infinity, 2 ** 60, true, false, [], {}, [
    '',
  ]),
  fc.string({ maxLength: 330, unit: 'grapheme' }),
  fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }),
  fc.jsonValue(),
)

test.each(COLLECTION_NAMES)('%s: a document changed in any field is judged as TypeBox judges it', (name) => {
  const { schema, defaults } = specOf(name)
  const doc = newDoc(specOf(name), 'some-id', { ...defaults })
  const fields = [...Object.keys(schema.properties), 'unknownField']
  fc.assert(
    fc.property(fc.constantFrom(...fields), anything, fc.boolean(), (field, value, isAbsent) => {
      const { [field]: _before, ...rest } = doc
      const changed = isAbsent ? rest : { ...doc, [field]: value }
      expect(fits(schema, changed)).toBe(Value.Check(schema, changed))
      const own: TSchema | undefined = schema.properties[field]
      if (own) expect(fits(own, value)).toBe(Value.Check(own, value))
    }),
    { numRuns: 300 },
  )
})

test('a page of the pull is judged as TypeBox judges it', () => {
  const change = fc.record(
    {
      pos: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant('1')),
      collection: fc.string({ maxLength: 40 }),
      doc: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), anything),
      id: fc.constantFrom('a', '', 'not an id'),
      gone: fc.boolean(),
    },
    { requiredKeys: ['pos'] },
  )
  const page = fc.record({
    changes: fc.array(change, { maxLength: 3 }),
    cursor: fc.constantFrom<unknown>('c', 1),
    more: fc.boolean(),
    reset: fc.boolean(),
    now: fc.constantFrom('', '2026-11-20T12:00:00.000Z', 'today'),
  })
  fc.assert(fc.property(page, (value) => fits(PullResponse, value) === Value.Check(PullResponse, value)))
})

test('a keyword that is not known is left to TypeBox', () => {
  const schema = Type.Object({ even: Type.Integer({ multipleOf: 2 }), word: Type.String({ minLength: 3 }) })
  expect(fits(schema, { even: 2, word: 'abc' })).toBe(true)
  expect(fits(schema, { even: 3, word: 'abc' })).toBe(false)
  expect(fits(schema, { even: 2, word: 'ab' })).toBe(false)
})
