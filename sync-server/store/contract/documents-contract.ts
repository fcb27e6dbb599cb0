import { describe, expect, test } from 'vitest'
import { aWrite, save, type Subject } from './place.ts'

/** Documents and the keys they are found under. */
export function describeDocuments({ store }: Subject): void {
  describe('documents', () => {
    test('a document comes back as it was put', async () => {
      const write = aWrite({ id: 'ticket-1', title: 'Écran noir – “late” ☕', buckets: ['org:a', 'team:b'] })
      await save(store(), write)
      expect(await store().doc('tickets', 'ticket-1')).toEqual({
        collection: 'tickets',
        doc: write.doc,
        stamps: write.stamps,
        buckets: ['org:a', 'team:b'],
      })
    })

    test('a document that was never put is undefined', async () => {
      expect(await store().doc('tickets', 'nobody')).toBeUndefined()
    })

    test('one id may stand in two collections', async () => {
      await save(
        store(),
        aWrite({ id: 'x', title: 'ticket' }),
        aWrite({ collection: 'assets', id: 'x', title: 'asset' }),
      )
      expect((await store().doc('tickets', 'x'))?.doc['title']).toBe('ticket')
      expect((await store().doc('assets', 'x'))?.doc['title']).toBe('asset')
    })

    test('a later put replaces body, stamps and buckets', async () => {
      await save(store(), aWrite({ title: 'before', buckets: ['org:a'] }))
      await save(store(), aWrite({ rev: 2, title: 'after', buckets: ['org:b'], prevBuckets: ['org:a'] }))
      const stored = await store().doc('tickets', 'ticket-1')
      expect(stored?.doc).toMatchObject({ rev: 2, title: 'after' })
      expect(stored?.stamps['title']?.rev).toBe(2)
      expect(stored?.buckets).toEqual(['org:b'])
    })

    test('text no database can hold is replaced, and the rest of it kept', async () => {
      const title = 'a\u0000b \uD800c \\u0000 \\ud800'
      await save(store(), aWrite({ title, lookups: { email: ['x\u0000@y'] } }))
      expect((await store().doc('tickets', 'ticket-1'))?.doc['title']).toBe(
        'a\uFFFDb \uFFFDc \\u0000 \\ud800',
      )
      expect(await store().find('tickets', 'email', 'x\u0000@y', { limit: 1 })).toHaveLength(1)
    })

    test('many documents are read by their ids, and unknown ids are left out', async () => {
      const ids = Array.from({ length: 300 }, (_, index) => `ticket-${index}`)
      await save(store(), ...ids.map((id) => aWrite({ id })))
      const found = await store().docs('tickets', [...ids, 'nobody'])
      expect(new Set(found.map((stored) => stored.doc.id))).toEqual(new Set(ids))
      expect(await store().docs('tickets', [])).toEqual([])
    })

    test('a collection is listed in the order of ids, page by page', async () => {
      await save(store(), ...['c', 'a', 'B', 'b', 'a-1'].map((id) => aWrite({ id })))
      const first = await store().list('tickets', { limit: 3 })
      expect(first.map((stored) => stored.doc.id)).toEqual(['B', 'a', 'a-1'])
      const second = await store().list('tickets', { limit: 3, afterId: 'a-1' })
      expect(second.map((stored) => stored.doc.id)).toEqual(['b', 'c'])
    })

    test('a collection is counted', async () => {
      await save(store(), aWrite({ id: 'a' }), aWrite({ id: 'b' }), aWrite({ collection: 'assets', id: 'c' }))
      expect(await store().count('tickets')).toBe(2)
      expect(await store().count('people')).toBe(0)
    })
  })

  describe('lookups', () => {
    test('documents are found by a key, newest id first, page by page', async () => {
      const lookups = { email: ['ann@example.org'] }
      await save(store(), ...['a', 'b', 'c'].map((id) => aWrite({ id, lookups })))
      await save(store(), aWrite({ collection: 'people', id: 'd', lookups }))
      const idsOf = async (page: { limit: number; afterId?: string }) => {
        const found = await store().find('tickets', 'email', 'ann@example.org', page)
        return found.map((stored) => stored.doc.id)
      }
      expect(await idsOf({ limit: 2 })).toEqual(['c', 'b'])
      expect(await idsOf({ limit: 2, afterId: 'b' })).toEqual(['a'])
    })

    test('a later put replaces the keys; an empty one is not kept', async () => {
      await save(store(), aWrite({ lookups: { email: ['old', 'both', ''], serial: ['1'] } }))
      await save(store(), aWrite({ rev: 2, lookups: { email: ['both', 'new', 'new'] } }))
      const isFound = async (key: string, value: string) =>
        (await store().find('tickets', key, value, { limit: 9 })).length
      expect(await isFound('email', 'old')).toBe(0)
      expect(await isFound('serial', '1')).toBe(0)
      expect(await isFound('email', '')).toBe(0)
      expect(await isFound('email', 'both')).toBe(1)
      expect(await isFound('email', 'new')).toBe(1)
    })
  })
}
