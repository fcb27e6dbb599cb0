import { describe, expect, test } from 'vitest'
import type { ChangeRow, Store } from '../store.ts'
import { activityOf, aWrite, save, type Subject } from './place.ts'

const placeOf = ({ pos, id, doc }: ChangeRow) => ({ pos, id, rev: doc?.rev })

/** Sequenced changes, as a replica follows them with a cursor. */
export function describeChanges({ store, stores }: Subject): void {
  describe('changes', () => {
    test('have contiguous positions from 1, in the order they were written', async () => {
      expect(await store().head()).toBe(0)
      await save(store(), aWrite({ id: 'a' }), aWrite({ collection: 'messages', id: 'b' }))
      await save(store(), aWrite({ id: 'c' }))
      expect(await store().head()).toBe(3)
      const page = await store().changesAfter(0, ['org:a'], 10)
      expect(page).toMatchObject({ through: 3, more: false })
      expect(page.rows).toEqual([
        { pos: 1, collection: 'tickets', id: 'a', doc: aWrite({ id: 'a' }).doc },
        { pos: 2, collection: 'messages', id: 'b', doc: aWrite({ id: 'b' }).doc },
        { pos: 3, collection: 'tickets', id: 'c', doc: aWrite({ id: 'c' }).doc },
      ])
    })

    test('are filtered by buckets before the limit', async () => {
      const writes = Array.from({ length: 40 }, (_, index) =>
        aWrite({ id: `t-${index}`, buckets: [index % 10 === 9 ? 'org:mine' : 'org:theirs', 'public-not'] }),
      )
      await save(store(), ...writes)
      const page = await store().changesAfter(0, ['org:mine', 'org:none'], 2)
      expect(page.rows.map((row) => row.pos)).toEqual([10, 20])
      expect(page).toMatchObject({ through: 20, more: true })
      const rest = await store().changesAfter(page.through, ['org:mine'], 2)
      expect(rest.rows.map((row) => row.pos)).toEqual([30, 40])
      expect(rest).toMatchObject({ through: 40, more: false })
    })

    test('outside the asked buckets move the cursor on all the same', async () => {
      await save(store(), aWrite({ buckets: ['org:theirs'] }))
      expect(await store().changesAfter(0, ['org:mine'], 10)).toEqual({ rows: [], through: 1, more: false })
      expect(await store().changesAfter(0, [], 10)).toEqual({ rows: [], through: 1, more: false })
      expect(await store().changesAfter(1, ['org:theirs'], 10)).toEqual({ rows: [], through: 1, more: false })
    })

    test('of one document stand once in a page, at the first position, as it is now', async () => {
      await save(store(), aWrite({ id: 'parent' }), aWrite({ id: 'child' }))
      await save(store(), aWrite({ id: 'parent', rev: 2 }))
      await save(store(), aWrite({ id: 'parent', rev: 3 }))
      const page = await store().changesAfter(0, ['org:a'], 10)
      expect(page.rows.map(placeOf)).toEqual([
        { pos: 1, id: 'parent', rev: 3 },
        { pos: 2, id: 'child', rev: 1 },
      ])
      expect(page.through).toBe(4)
      const short = await store().changesAfter(2, ['org:a'], 1)
      expect(short.rows.map(placeOf)).toEqual([{ pos: 3, id: 'parent', rev: 3 }])
      expect(short).toMatchObject({ through: 3, more: true })
    })

    test('tell those who lost a document that it is gone, and say nothing of it', async () => {
      await save(store(), aWrite({ buckets: ['org:a', 'team:x'] }))
      await save(store(), aWrite({ rev: 2, buckets: ['org:b'], prevBuckets: ['org:a', 'team:x'] }))
      const losing = await store().changesAfter(1, ['team:x'], 10)
      expect(losing.rows).toEqual([{ pos: 2, collection: 'tickets', id: 'ticket-1', doc: undefined }])
      const gaining = await store().changesAfter(1, ['org:b'], 10)
      expect(gaining.rows.map(placeOf)).toEqual([{ pos: 2, id: 'ticket-1', rev: 2 }])
      const fromStart = await store().changesAfter(0, ['org:a'], 10)
      expect(fromStart.rows.map(placeOf)).toEqual([{ pos: 1, id: 'ticket-1', rev: undefined }])
    })

    test('of a document that left and came back carry it', async () => {
      await save(store(), aWrite({ buckets: ['org:a'] }))
      await save(store(), aWrite({ rev: 2, buckets: ['org:b'], prevBuckets: ['org:a'] }))
      await save(store(), aWrite({ rev: 3, buckets: ['org:a'], prevBuckets: ['org:b'] }))
      const page = await store().changesAfter(0, ['org:a'], 10)
      expect(page.rows.map(placeOf)).toEqual([{ pos: 1, id: 'ticket-1', rev: 3 }])
    })

    test('of what was closed before a month are told as gone', async () => {
      await save(store(), aWrite({ id: 'a', buckets: ['closed:2026-02', 'org:a'] }))
      await save(store(), aWrite({ id: 'b', buckets: ['closed:2026-03', 'org:a'] }))
      const page = await store().changesAfter(0, ['org:a'], 10, '2026-03')
      expect(page.rows.map(placeOf)).toEqual([
        { pos: 1, id: 'a', rev: undefined },
        { pos: 2, id: 'b', rev: 1 },
      ])
      const revisions = await store().revisions('tickets', ['org:a'], { limit: 5 }, '2026-03')
      expect(revisions.map(({ id }) => id)).toEqual(['b'])
      expect(await store().countClosedBefore('tickets', { buckets: ['org:a'], since: '2026-03' })).toBe(1)
      expect(await store().countClosedBefore('tickets', { buckets: ['org:b'], since: '2026-03' })).toBe(0)
    })

    test('leave documents that come into reach, page by page, without those that lay in it before', async () => {
      const buckets = [['org:a'], ['org:b'], ['org:a', 'site:x'], ['closed:2026-01', 'org:b'], ['org:b']]
      await save(store(), ...buckets.map((each, index) => aWrite({ id: `t-${index}`, buckets: each })))
      const gain = {
        reach: { buckets: ['org:b', 'site:x'], since: '2026-02' },
        without: { buckets: ['site:x'], since: '2026-02' },
      }
      const first = await store().gained('tickets', gain, { limit: 1 })
      expect(first.docs.map(({ id }) => id)).toEqual(['t-1'])
      const rest = await store().gained('tickets', gain, { limit: 5, afterId: first.through ?? '' })
      expect(rest).toMatchObject({ docs: [{ id: 't-4' }], through: undefined })
      const older = { ...gain, reach: { ...gain.reach, since: '2026-01' }, without: gain.reach }
      expect((await store().gained('tickets', older, { limit: 5 })).docs.map(({ id }) => id)).toEqual(['t-3'])
      const nothing = { reach: { buckets: [], since: '' }, without: { buckets: [], since: '' } }
      expect(await store().gained('tickets', nothing, { limit: 5 })).toEqual({ docs: [], through: undefined })
    })

    test('are known to be there, for those they concern, before and after they have positions', async () => {
      await save(store(), aWrite({ id: 'a' }))
      expect(await store().hasChangesAfter(1, ['org:a'])).toBe(false)
      await store().transact((tx) => tx.put(aWrite({ id: 'b', buckets: ['org:b'], prevBuckets: ['org:a'] })))
      for (const buckets of [['org:a'], ['org:b']]) {
        expect(await store().hasChangesAfter(1, buckets)).toBe(true)
        await store().sequence()
        expect(await store().hasChangesAfter(1, buckets)).toBe(true)
      }
      expect(await store().hasChangesAfter(2, ['org:b'])).toBe(false)
      expect(await store().hasChangesAfter(0, ['org:c'])).toBe(false)
      expect(await store().hasChangesAfter(0, [])).toBe(false)
    })

    test('leave revisions that are listed within the buckets, page by page, in the byte order of ids', async () => {
      await save(
        store(),
        ...['c', 'a', 'B'].map((id) => aWrite({ id, rev: 2 })),
        aWrite({ id: 'b', buckets: ['org:b'] }),
      )
      await save(store(), aWrite({ collection: 'assets', id: 'x' }))
      const first = await store().revisions('tickets', ['org:a', 'org:c'], { limit: 2 })
      expect(first).toEqual([
        { id: 'B', rev: 2 },
        { id: 'a', rev: 2 },
      ])
      const rest = await store().revisions('tickets', ['org:a'], { limit: 2, afterId: 'a' })
      expect(rest).toEqual([{ id: 'c', rev: 2 }])
      expect(await store().revisions('tickets', [], { limit: 2 })).toEqual([])
    })

    test('are found among thousands that concern others', async () => {
      const writes = Array.from({ length: 5_000 }, (_, index) =>
        aWrite({ id: `t-${index}`, buckets: [index === 4_321 ? 'org:mine' : 'org:theirs'] }),
      )
      await save(store(), ...writes)
      const page = await store().changesAfter(0, ['org:mine'], 10)
      expect(page.rows.map(placeOf)).toEqual([{ pos: 4_322, id: 't-4321', rev: 1 }])
      expect(page).toMatchObject({ through: 5_000, more: false })
    })

    test('are followed by concurrent readers without a miss while 24 writers write', async () => {
      const [writers, each] = [24, 15]
      const total = writers * (each - each / 5)
      const write = async (writer: number) => {
        const own = stores()[writer % stores().length] ?? store()
        for (let index = 0; index < each; index++)
          await writeOrFail(own, `w${writer}-${index}`, index % 5 === 4)
      }
      const readers = [...stores(), ...stores()].map((own) => follow(own, total))
      await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
      for (const seen of await Promise.all(readers)) {
        expect(seen.map((row) => row.pos)).toEqual(Array.from({ length: total }, (_, index) => index + 1))
        expect(new Set(seen.map((row) => row.id)).size).toBe(total)
      }
    })
  })
}

/** One transaction with one change, or one that is taken back. */
async function writeOrFail(store: Store, id: string, fails: boolean): Promise<void> {
  const writing = store.transact(async (tx) => {
    await tx.put(aWrite({ id }))
    // The number serialises nobody here; it keeps transactions open for different lengths of time.
    if (id.endsWith('0')) await tx.count('tickets')
    if (fails) throw new Error('taken back')
  })
  await writing.catch((error: unknown) => {
    if (!fails) throw error
  })
  await store.sequence()
}

/** Follows the changes with a cursor, page after page, until it has seen `total`. */
async function follow(store: Store, total: number): Promise<readonly ChangeRow[]> {
  const seen: ChangeRow[] = []
  for (let cursor = 0; seen.length < total;) {
    const activity = activityOf(store)
    const page = await store.changesAfter(cursor, ['org:a'], 7)
    seen.push(...page.rows)
    cursor = page.through
    if (page.rows.length === 0) await activity
  }
  return seen
}
