import { expect, test } from 'vitest'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import { specOf } from '#shared/collections.ts'
import { withLocalFields, withoutLocalFields } from './local-fields.ts'
import { toRxSchema } from './to-rx-schema.ts'
import { newDoc } from '#shared/policy/check-write.ts'

test.each(COLLECTION_NAMES)('%s: every indexed field is required and bounded, as RxDB needs it', (name) => {
  const schema = toRxSchema(name, specOf(name))
  const properties = schema.properties as Record<
    string,
    { type: string; maxLength?: number; multipleOf?: number }
  >
  for (const field of (schema.indexes ?? []).flat()) {
    expect(schema.required).toContain(field)
    const { type, maxLength, multipleOf } = properties[String(field)] ?? { type: '' }
    expect(type === 'boolean' || maxLength !== undefined || multipleOf === 1).toBe(true)
  }
})

test('an optional field cannot be indexed: its documents would be hidden', () => {
  const spec = { ...specOf('tickets'), indexes: ['nickname'] }
  expect(() => toRxSchema('tickets', spec)).toThrow('tickets.nickname is indexed and optional.')
})

test('a later update gives a smaller key, and none the largest', () => {
  const key = (updatedAt: string) =>
    Number(withLocalFields('tickets', newDoc(specOf('tickets'), 't', { updatedAt }))['updatedDesc'])
  expect(key('2026-03-01T08:00:00.001Z')).toBeLessThan(key('2026-03-01T08:00:00.000Z'))
  expect(key('')).toBeGreaterThan(key('1971-01-01T00:00:00.000Z'))
})

test('the device’s own fields never leave it', () => {
  const ticket = newDoc(specOf('tickets'), 't', { title: 'A' })
  expect(withoutLocalFields('tickets', withLocalFields('tickets', ticket))).toEqual(ticket)
})
