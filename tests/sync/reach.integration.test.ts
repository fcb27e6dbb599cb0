import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { isInReach } from '#shared/policy/scope.ts'
import type { PullResponse } from '#shared/protocol/wire.ts'
import { decodeCursor } from '#sync-server/sync/cursor.ts'
import { createRetention } from '#sync-server/sync/retention.ts'
import {
  ann,
  aReply,
  aTicket,
  change,
  gus,
  luc,
  newPlace,
  openDesk,
  pia,
  pullAll,
  STORES,
  type Desk,
  type Place,
} from './desk.ts'

/** A copy that follows a server in phases, page by page, as a device does. */
interface Copy {
  readonly docs: Map<string, Doc>
  cursor: string | undefined
}

describe.each(STORES)('what a device holds, on %s', (kind) => {
  let place: Place
  let desk: Desk

  beforeEach(async () => {
    place = await newPlace(kind, inject('postgresUrl'))
    desk = await openDesk(place)
    for (const siteId of ['lyon', 'paris'] as const) {
      for (let index = 0; index < 5; index++) {
        const id = `${siteId}-${index}`
        await desk.create('tickets', id, aTicket({ siteId }))
        await desk.create('messages', `said-on-${id}`, aReply(id, ann))
      }
    }
  })
  afterEach(async () => {
    await desk.close()
    await place.destroy()
  })

  const both: Actor = { ...luc, roles: [...luc.roles, ...pia.roles] }
  const onlyParis: Actor = { ...luc, roles: [...pia.roles] }
  const newCopy = (): Copy => ({ docs: new Map(), cursor: undefined })

  async function onePage(copy: Copy, actor: Actor, months = 0, limit = 4): Promise<PullResponse> {
    const answer = await desk.sync.pull(actor, copy.cursor, limit, months)
    if (!answer.ok) throw new Error(answer.refusal.code)
    const page = answer.value
    for (const each of page.changes) {
      if ('doc' in each) copy.docs.set(`${each.collection}/${String(each.doc['id'])}`, each.doc as never)
      else copy.docs.delete(`${each.collection}/${each.id}`)
    }
    const keep = page.reach?.keep
    if (keep) await dropOutside(copy, { buckets: keep, since: page.reach?.since ?? '' })
    copy.cursor = page.cursor
    return page
  }

  async function dropOutside(copy: Copy, reach: Parameters<typeof isInReach>[0]): Promise<void> {
    for (const key of copy.docs.keys()) {
      const [collection = '', id = ''] = key.split('/')
      const stored = await desk.store.doc(collection as never, id)
      if (!stored || !isInReach(reach, stored.buckets)) copy.docs.delete(key)
    }
  }

  /** Everything there is; answers the pages. */
  async function follow(copy: Copy, actor: Actor, months = 0): Promise<readonly PullResponse[]> {
    const pages: PullResponse[] = []
    do pages.push(await onePage(copy, actor, months))
    while (pages.at(-1)?.more)
    return pages
  }

  const served = (pages: readonly PullResponse[]) =>
    pages.flatMap(({ changes }) => changes.map((each) => ('doc' in each ? String(each.doc['id']) : each.id)))

  /** What the copy holds is what the server would serve, and the digest says so. */
  async function expectWhole(copy: Copy, actor: Actor): Promise<void> {
    const digest = await desk.sync.digest(actor, copy.cursor ?? '')
    expect(digest).toMatchObject({ ok: true, value: { current: true } })
    if (!digest.ok) return
    for (const { collection, count } of digest.value.collections) {
      const held = [...copy.docs.keys()].filter((key) => key.startsWith(`${collection}/`))
      expect(held, collection).toHaveLength(count)
    }
    for (const [key, doc] of copy.docs) {
      const [collection = '', id = ''] = key.split('/')
      expect((await desk.stored(collection as never, id))?.rev, key).toBe(doc.rev)
    }
  }

  describe('when its person gains a place', () => {
    test('brings that place alone, and what changes meanwhile', async () => {
      const copy = newCopy()
      await follow(copy, luc)
      const first = await onePage(copy, both)
      expect(first).toMatchObject({ reset: false, more: true, reach: { filling: true } })
      expect(first.reach?.keep).toBeUndefined()
      const lyon = (await desk.stored('tickets', 'lyon-0')) as Doc
      await desk.send(ann, change('tickets', lyon, { title: 'Written meanwhile' }))
      const pages = [first, ...(await follow(copy, both))]
      expect(copy.docs.get('tickets/lyon-0')).toMatchObject({ title: 'Written meanwhile' })
      expect(served(pages).filter((id) => /^lyon-[1-4]$|^said-on-lyon/.test(id))).toEqual([])
      expect(served(pages)).toEqual(expect.arrayContaining(['paris-0', 'said-on-paris-4']))
      await expectWhole(copy, both)
    })

    test('a page that is asked for again brings the same, and a document that moves is there once', async () => {
      const copy = newCopy()
      await follow(copy, luc)
      await onePage(copy, both)
      const before = copy.cursor
      await onePage(copy, both)
      copy.cursor = before
      const moving = (await desk.stored('tickets', 'paris-4')) as Doc
      await desk.send(ann, change('tickets', moving, { siteId: 'lyon' }))
      await follow(copy, both)
      await expectWhole(copy, both)
    })
  })

  describe('when its person loses a place', () => {
    test('is told what to keep, and nothing of what is lost', async () => {
      const copy = newCopy()
      await follow(copy, both)
      const pages = await follow(copy, luc)
      expect(pages).toHaveLength(1)
      expect(pages[0]).toMatchObject({ changes: [], reset: false, more: false })
      expect(pages[0]?.reach?.keep).toContain('site:lyon')
      expect(JSON.stringify(pages)).not.toContain('paris')
      await expectWhole(copy, luc)
      expect((await follow(copy, luc))[0]?.reach?.keep).toBeUndefined()
    })

    test('a document that left before its place was lost goes too, and one that came to a place that stays does not', async () => {
      const copy = newCopy()
      await follow(copy, both)
      const leaving = (await desk.stored('tickets', 'paris-1')) as Doc
      await desk.send(ann, change('tickets', leaving, { siteId: '' }))
      const coming = (await desk.stored('tickets', 'paris-2')) as Doc
      await desk.send(ann, change('tickets', coming, { siteId: 'lyon' }))
      await follow(copy, luc)
      expect(copy.docs.has('tickets/paris-1')).toBe(false)
      expect(copy.docs.has('messages/said-on-paris-2')).toBe(true)
      await expectWhole(copy, luc)
    })
  })

  test('several changes of scope, each before the one before was gone through, end well', async () => {
    const copy = newCopy()
    await onePage(copy, luc)
    for (const actor of [both, onlyParis, both, luc, onlyParis]) await onePage(copy, actor)
    await follow(copy, onlyParis)
    await expectWhole(copy, onlyParis)
    for (const actor of [ann, both]) await onePage(copy, actor)
    await follow(copy, both)
    await expectWhole(copy, both)
  })

  test('somebody who loses everything while a fill runs holds nothing', async () => {
    const copy = newCopy()
    await follow(copy, luc)
    await onePage(copy, both)
    const nobody = { ...luc, roles: [] }
    const [page] = await follow(copy, nobody)
    expect(page?.reach?.keep).toEqual([])
    expect(copy.docs.size).toBe(0)
  })

  test('a device that knows nothing of phases begins anew instead', async () => {
    const { cursor } = await pullAll(desk.sync, luc)
    const page = await desk.sync.pull(both, cursor, 4)
    expect(page).toMatchObject({ ok: true, value: { reset: true } })
    if (page.ok) expect(page.value.reach).toBeUndefined()
  })

  describe('closed tickets', () => {
    const closed = (at: string): Patch => ({ status: 'closed', resolvedAt: at, closedAt: at, updatedAt: at })

    beforeEach(async () => {
      for (const year of [2023, 2024, 2025]) {
        const id = `of-${year}`
        const at = `${year}-06-15T10:00:00.000Z`
        await desk.create('tickets', id, aTicket({ ...closed(at), createdAt: at }))
        await desk.create(
          'messages',
          `said-${year}`,
          aReply(id, ann, { at, kind: 'note', visibility: 'private' }),
        )
      }
      desk.now = '2025-12-01T09:00:00.000Z'
    })

    test('are held for a year, with everything on them, and the digest speaks of those alone', async () => {
      const copy = newCopy()
      const pages = await follow(copy, luc)
      expect(pages.at(-1)?.reach?.since).toBe('2024-12')
      expect(
        served(pages)
          .filter((id) => /of-|said-2/.test(id))
          .sort(),
      ).toEqual(['of-2025', 'said-2025'])
      await expectWhole(copy, luc)
      expect(await desk.sync.countOlder(luc, { collection: 'tickets', cursor: copy.cursor })).toBe(2)
      expect(await desk.sync.countOlder(gus, { collection: 'tickets', cursor: copy.cursor })).toBe(0)
      const { revisions } = await desk.sync.revisions(
        luc,
        { collection: 'tickets', cursor: copy.cursor },
        'm',
      )
      expect(revisions.map(({ id }) => id)).toEqual(['of-2025'])
      const wish = { collection: 'tickets', cursor: copy.cursor }
      expect(await desk.sync.documents(luc, wish, ['of-2024', 'of-2025'])).toHaveLength(1)
    })

    test('come when they are asked for, a year at a time, and go when time passes', async () => {
      const copy = newCopy()
      await follow(copy, luc)
      const older = await follow(copy, luc, 24)
      expect(
        served(older)
          .filter((id) => /^(of|said)-2/.test(id))
          .sort(),
      ).toEqual(['of-2024', 'said-2024'])
      expect(older.at(-1)?.reach).toEqual({ since: '2023-12', filling: false })
      await expectWhole(copy, luc)
      expect(await desk.sync.countOlder(luc, { collection: 'tickets', cursor: copy.cursor })).toBe(1)

      desk.now = '2026-08-01T09:00:00.000Z'
      const [later] = await follow(copy, luc, 24)
      expect(later?.reach?.since).toBe('2024-08')
      expect([...copy.docs.keys()].filter((key) => /of-|said-2/.test(key)).sort()).toEqual([
        'messages/said-2025',
        'tickets/of-2025',
      ])
      await expectWhole(copy, luc)
    })

    test('come back by themselves when they are opened again, and one that is closed stays', async () => {
      const copy = newCopy()
      await follow(copy, luc)
      const old = (await desk.stored('tickets', 'of-2023')) as Doc
      const reopened = { status: 'open', resolvedAt: '', closedAt: '', updatedAt: desk.now }
      await desk.write('ann', { collection: 'tickets', docId: old.id, op: 'change', patch: reopened })
      await follow(copy, luc)
      expect([...copy.docs.keys()]).toEqual(expect.arrayContaining(['tickets/of-2023', 'messages/said-2023']))
      await desk.write('ann', { collection: 'tickets', docId: old.id, op: 'change', patch: closed(desk.now) })
      await follow(copy, luc)
      expect(copy.docs.has('messages/said-2023')).toBe(true)
      await expectWhole(copy, luc)
    })

    test('that somebody writes on without having them are told to nobody else', async () => {
      const copy = newCopy()
      await follow(copy, luc)
      const old = (await desk.stored('tickets', 'of-2023')) as Doc
      expect(await desk.send(ann, change('tickets', old, { tags: { $add: ['archive'] } }))).toMatchObject({
        status: 'accepted',
      })
      const pages = await follow(copy, luc)
      expect(pages.flatMap(({ changes }) => changes.filter((each) => 'doc' in each))).toEqual([])
      await expectWhole(copy, luc)
    })

    test('are never taken back by a clock that is behind', async () => {
      const copy = newCopy()
      await follow(copy, luc)
      const given = decodeCursor(copy.cursor ?? '')
      const behind = createRetention(() => '2025-11-30T23:59:59.000Z')
      expect(behind(0, given)).toEqual({ months: 12, since: '2024-12' })
      expect(behind(36, given)).toEqual({ months: 36, since: '2022-11' })
    })
  })
})
