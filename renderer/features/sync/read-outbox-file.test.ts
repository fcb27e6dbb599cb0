import { describe, expect, test } from 'vitest'
import { partsOf, readOutboxFile } from './read-outbox-file.ts'

const file = (mutations: readonly unknown[]) => ({
  format: 'satchel-outbox',
  version: 1,
  personId: 'person-1',
  deviceId: '0193c3a0-0000-7000-8000-000000000001',
  exportedAt: '2026-11-20T09:00:00.000Z',
  cursor: '',
  mutations,
})

const read = (mutations: readonly unknown[]) => {
  const result = readOutboxFile(JSON.stringify(file(mutations)))
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

describe('a file of waiting changes', () => {
  test('is read with whatever its lines hold', () => {
    expect(read([{ id: 'm1' }, 'nonsense']).mutations).toEqual([{ id: 'm1' }, 'nonsense'])
  })

  test('is told from any other file', () => {
    for (const text of ['', 'words', '[]', '{"mutations":[]}', JSON.stringify({ ...file([]), version: 2 })]) {
      expect(readOutboxFile(text), text).toMatchObject({ refusal: { code: 'not-an-outbox' } })
    }
  })

  test('is handed in in parts that are neither too many nor too long, in order', () => {
    const many = Array.from({ length: 450 }, (_, at) => ({ id: `m${at}` }))
    const parts = partsOf(read(many))
    expect(parts.map(({ mutations }) => mutations.length)).toEqual([200, 200, 50])
    expect(parts.flatMap(({ mutations }) => mutations)).toEqual(many)
    const long = Array.from({ length: 4 }, () => ({ text: 'x'.repeat(600_000) }))
    expect(partsOf(read(long)).map(({ mutations }) => mutations.length)).toEqual([1, 1, 1, 1])
    expect(partsOf(read([]))).toEqual([])
  })
})
