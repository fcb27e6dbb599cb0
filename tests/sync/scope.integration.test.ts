import { v7 } from 'uuid'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { PULL_LIMIT, type MutationAnswer } from '#shared/protocol/wire.ts'
import { decodeCursor, encodeCursor, type Cursor } from '#sync-server/sync/cursor.ts'
import {
  ann,
  aReply,
  aTicket,
  bob,
  change,
  creation,
  gus,
  luc,
  mona,
  NOON,
  olga,
  pia,
  pullAll,
  STORES,
  type Desk,
} from './desk.ts'
import { useDesk } from './use-desk.ts'

/** What a cursor says. */
function partsOf(cursor: string): Cursor {
  const parts = decodeCursor(cursor)
  if (!parts) throw new Error('this is no cursor')
  return parts
}

/** An answer without what differs between any two mutations. */
const withoutId = ({ id: _id, ...rest }: MutationAnswer) => rest

describe.each(STORES)('scope on %s', (kind) => {
  let desk: Desk
  let ticket: Doc

  useDesk(kind, async (opened) => {
    desk = opened
    ticket = await desk.create('tickets', 'ticket-1', aTicket())
  })

  /** Pushes the same mutation for the real document and for one that does not exist: answers and notices. */
  async function both(mutate: (docId: string) => Parameters<Desk['send']>[1]) {
    const ids = ['ticket-1', 'no-such-1']
    const mutations = ids.map(mutate)
    const answers = []
    for (const mutation of mutations) answers.push(withoutId(await desk.send(gus, mutation)))
    const sent = mutations.map(({ id }) => id)
    const told = (await desk.notices(gus)).filter(({ mutationId }) => sent.includes(mutationId))
    const notices = told.map((notice) => {
      const { id: _id, mutationId: _mutation, docId: _doc, ticketId: _ticket, ...rest } = notice
      return JSON.parse(JSON.stringify(rest).replaceAll(/ticket-1|no-such-1/g, 'the-id')) as unknown
    })
    return { answers, notices }
  }

  test('a document of another organisation is answered like one that does not exist', async () => {
    for (const patch of [
      { title: 'Mine now' },
      { title: '' },
      { unknown: 1 },
      { number: 7 },
      { orgId: 'globex' },
    ]) {
      const { answers, notices } = await both((id) => change('tickets', { ...ticket, id }, patch))
      expect(answers[0]).toEqual({ status: 'rejected', rev: 0, refusal: { code: 'not-found' } })
      expect(answers[1]).toEqual(answers[0])
      expect(notices).toHaveLength(2)
      expect(notices[0]).toEqual(notices[1])
    }
    expect(await desk.stored('tickets', 'ticket-1')).toEqual(ticket)
  })

  test('a child of a document of another organisation is answered like a child of nothing', async () => {
    for (const patch of [{ text: 'Hello' }, { text: '' }]) {
      const { answers } = await both((id) => creation('messages', v7(), aReply(id, gus, patch)))
      expect(answers[0]).toEqual({ status: 'parked', rev: 0 })
      expect(answers[1]).toEqual(answers[0])
    }
  })

  test('a creation under the id of a foreign document does not show it', async () => {
    const answer = await desk.send(
      gus,
      creation('tickets', 'ticket-1', aTicket({ orgId: 'globex', siteId: '' })),
    )
    expect(withoutId(answer)).toEqual({ status: 'rejected', rev: 0, refusal: { code: 'already-exists' } })
  })

  test('nothing of another organisation is ever pulled', async () => {
    await desk.push(ann, creation('messages', v7(), aReply('ticket-1', ann)))
    const { changes } = await desk.replica(gus)
    expect(JSON.stringify(changes)).not.toMatch(/ticket-1|rita|lyon/)
    expect(changes.length).toBeGreaterThan(0)
  })

  test('nobody gains a place elsewhere by a document of their own making', async () => {
    const foreign = aTicket({ orgId: 'globex', siteId: '', assigneeId: 'ann' })
    expect(await desk.send(ann, creation('tickets', v7(), foreign))).toMatchObject({
      status: 'rejected',
      refusal: { code: 'not-allowed' },
    })
  })

  test('roles are given by administrators alone', async () => {
    const me = (await desk.stored('people', 'ann')) as Doc
    const roles = [{ role: 'administrator', at: 'org:acme' }]
    expect(await desk.send(ann, change('people', me, { roles }))).toMatchObject({
      status: 'rejected',
      refusal: { code: 'not-allowed', field: 'roles' },
    })
    const friend = { name: 'Friend', orgId: 'acme', roles }
    expect(await desk.send(ann, creation('people', v7(), friend))).toMatchObject({
      refusal: { code: 'not-allowed' },
    })
    expect(await desk.stored('people', 'ann')).toEqual(me)
  })

  test('a link to a ticket one does not see tells nobody there of it', async () => {
    await desk.create('tickets', 'theirs', aTicket({ orgId: 'globex', siteId: '' }))
    const link = { kind: 'related', fromCollection: 'tickets', fromId: 'theirs', toId: 'ticket-1' }
    expect((await desk.send(gus, creation('links', v7(), link))).status).toBe('accepted')
    const { changes } = await desk.replica(ann)
    expect(JSON.stringify(changes)).not.toMatch(/theirs|"gus"/)
  })

  test('a ticket is merged into one of its organisation that its author sees', async () => {
    await desk.create('tickets', 'theirs', aTicket({ orgId: 'globex', siteId: '' }))
    await desk.create('tickets', 'in-paris', aTicket({ siteId: 'paris' }))
    const merging = async (actor: typeof luc, mergedIntoId: string) =>
      (await desk.send(actor, change('tickets', ticket, { mergedIntoId }))).refusal?.code
    expect(await merging(ann, 'theirs')).toBe('merge-elsewhere')
    expect(await merging(luc, 'in-paris')).toBe('merge-elsewhere')
    expect(await merging(ann, 'in-paris')).toBeUndefined()
    const both = { ...ann, roles: [...ann.roles, ...gus.roles] }
    const merged = (await desk.stored('tickets', 'ticket-1')) as Doc
    const away = await desk.send(both, change('tickets', merged, { orgId: 'globex', siteId: '' }))
    expect(away.refusal?.code).toBe('merge-elsewhere')
  })

  test('a document is laid where its site and team belong, and where its author works', async () => {
    await desk.create('settings', 'crew', { kind: 'team', orgId: 'globex', name: 'crew' })
    await desk.create('settings', 'all', { kind: 'team', name: 'all' })
    const laid = async (actor: typeof luc, patch: Patch) =>
      (await desk.send(actor, creation('tickets', v7(), aTicket(patch)))).refusal
    expect(await laid(luc, { orgId: 'globex' })).toEqual({ code: 'place-elsewhere', field: 'siteId' })
    expect(await laid(luc, { orgId: 'globex', siteId: '' })).toEqual({ code: 'not-allowed' })
    expect(await laid(ann, { teamId: 'crew' })).toEqual({ code: 'place-elsewhere', field: 'teamId' })
    expect(await laid(luc, { teamId: 'all' })).toBeUndefined()
    const moving = { orgId: 'globex', siteId: '' }
    expect((await desk.send(ann, change('tickets', ticket, moving))).refusal).toEqual({
      code: 'not-allowed',
      field: 'orgId',
    })
    const both = { ...ann, roles: [...ann.roles, ...gus.roles] }
    expect((await desk.send(both, change('tickets', ticket, { orgId: 'globex' }))).refusal).toEqual({
      code: 'place-elsewhere',
      field: 'siteId',
    })
    expect((await desk.send(both, change('tickets', ticket, moving))).status).toBe('accepted')
    expect((await desk.replica(gus)).docs.has('tickets/ticket-1')).toBe(true)
  })

  test('what only the server knows cannot be written by anybody', async () => {
    const answers = await desk.push(
      ann,
      change('tickets', ticket, { number: 1 }),
      creation('messages', v7(), aReply('ticket-1', ann, { scope: ['org:globex'] })),
      creation('messages', v7(), aReply('ticket-1', ann, { delivery: 'sent' })),
      creation('messages', v7(), aReply('ticket-1', ann, { authorId: 'bob' })),
      creation('activity', v7(), { collection: 'tickets', docId: 'ticket-1' }),
      creation('notices', v7(), { personId: 'bob' }),
      creation('nonsense' as never, v7(), {}),
      change('tickets', ticket, JSON.parse('{"__proto__":{"number":1},"constructor":1}') as never),
    )
    expect(answers.map(({ refusal }) => refusal?.code)).toEqual([
      'field-derived',
      'field-derived',
      'field-derived',
      'author-forged',
      'field-derived',
      'field-derived',
      'unknown-collection',
      'unknown-field',
    ])
  })

  test('an auditor reads everything and writes nothing', async () => {
    expect((await desk.replica(olga)).docs.has('tickets/ticket-1')).toBe(true)
    expect(await desk.send(olga, change('tickets', ticket, { title: 'x' }))).toMatchObject({
      refusal: { code: 'not-allowed' },
    })
  })

  test('a notice reaches its person alone, who alone may settle it', async () => {
    await desk.send(ann, change('tickets', ticket, { title: 'One' }))
    await desk.send(bob, change('tickets', ticket, { title: 'Two' }))
    const [notice] = await desk.notices(bob)
    if (!notice) throw new Error('there is no notice')
    expect(await desk.notices(mona)).toEqual([])
    const doc = notice as unknown as Doc
    expect(await desk.send(mona, change('notices', doc, { state: 'dismissed' }))).toMatchObject({
      refusal: { code: 'not-found' },
    })
    expect(await desk.send(bob, change('notices', doc, { state: 'taken', readAt: NOON }))).toMatchObject({
      status: 'accepted',
    })
    expect(await desk.send(bob, change('notices', doc, { yours: 'forged' }))).toMatchObject({
      refusal: { code: 'field-derived' },
    })
  })

  test('what stands is not told to somebody who no longer sees the document', async () => {
    await desk.send(luc, change('tickets', ticket, { assigneeId: 'luc' }))
    const moved = (await desk.stored('tickets', 'ticket-1')) as Doc
    const onTheWay = { siteId: 'paris', assigneeId: 'pia' }
    await desk.send(mona, change('tickets', { ...moved, rev: 1 }, onTheWay, { prev: { assigneeId: '' } }))
    expect(await desk.notices(luc)).toMatchObject([
      { yours: 'luc', theirs: null, base: null, field: 'assigneeId' },
    ])
  })

  describe('a ticket that moves to another site', () => {
    const [message, item, link, document, fileLink] = ['message', 'item', 'link', 'document', 'file-link']

    beforeEach(async () => {
      await desk.create('messages', message, aReply('ticket-1', ann))
      await desk.create('items', item, { ticketId: 'ticket-1', title: 'Look at it' })
      await desk.create('links', link, { fromId: 'ticket-1', toCollection: 'assets', toId: 'asset-1' })
      const file = { name: 'a.txt', sha256: 'a'.repeat(64), ticketId: 'ticket-1' }
      await desk.create('documents', document, file)
      await desk.create('links', fileLink, {
        fromCollection: 'documents',
        fromId: document,
        toId: 'ticket-9',
      })
    })

    const hanging = [
      `messages/${message}`,
      `items/${item}`,
      `links/${link}`,
      `documents/${document}`,
      `links/${fileLink}`,
    ]

    test('leaves the old site with everything on it and arrives whole at the new one', async () => {
      const [old, next] = [await desk.replica(luc), await desk.replica(pia)]
      for (const key of ['tickets/ticket-1', ...hanging]) {
        expect(old.docs.has(key), key).toBe(true)
        expect(next.docs.has(key), key).toBe(false)
      }
      const current = (await desk.stored('tickets', 'ticket-1')) as Doc
      const answer = await desk.send(luc, change('tickets', current, { siteId: 'paris' }))
      expect(answer).toEqual({ id: answer.id, status: 'accepted', rev: current.rev + 1, gone: true })

      const left = await pullAll(desk.sync, luc, old.cursor)
      const gone = left.changes.flatMap((each) => ('gone' in each ? [`${each.collection}/${each.id}`] : []))
      expect(gone).toEqual(expect.arrayContaining(['tickets/ticket-1', ...hanging]))
      expect(left.docs.size).toBe(0)
      const entries = [...old.docs.keys()].filter((key) => key.startsWith('activity/') && !gone.includes(key))
      expect(entries.map((key) => old.docs.get(key)?.['ticketId'])).not.toContain('ticket-1')

      const arrived = await pullAll(desk.sync, pia, next.cursor)
      const order = [...arrived.docs.keys()]
      expect(order).toEqual(expect.arrayContaining(['tickets/ticket-1', ...hanging]))
      expect(arrived.docs.get(`messages/${message}`)).toMatchObject({ scope: ['org:acme', 'site:paris'] })
      const history = [...arrived.docs.values()].filter(
        (doc) => doc['ticketId'] === 'ticket-1' && 'changes' in doc,
      )
      expect(history.length).toBeGreaterThanOrEqual(6)
    })

    test('a change made by who lost it is refused without a word about it', async () => {
      const current = (await desk.stored('tickets', 'ticket-1')) as Doc
      await desk.send(mona, change('tickets', current, { siteId: 'paris' }))
      const answer = await desk.send(luc, change('tickets', current, { title: 'On site' }))
      expect(withoutId(answer)).toEqual({ status: 'rejected', rev: 0, refusal: { code: 'not-found' } })
      expect(await desk.notices(luc)).toMatchObject([{ kind: 'rejection', yours: { title: 'On site' } }])
    })

    test('leaves people their own words in their notices, and takes those of others', async () => {
      const seen = (await desk.stored('tickets', 'ticket-1')) as Doc
      await desk.send(ann, change('tickets', seen, { title: 'By Ann' }))
      await desk.send(luc, change('tickets', seen, { title: 'By Luc' }))
      await desk.send(bob, change('tickets', seen, { title: 'By Bob' }))
      await desk.send(luc, change('tickets', seen, { number: 7, title: 'Refused' }))
      const byKind = async () => (await desk.notices(luc)).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
      expect(await byKind()).toMatchObject([
        { kind: 'conflict', yours: 'By Luc', theirs: 'By Ann', base: 'No network' },
        { kind: 'rejection', yours: { title: 'Refused' }, base: { title: 'No network' } },
      ])
      const current = (await desk.stored('tickets', 'ticket-1')) as Doc
      const { cursor } = await desk.replica(luc)
      await desk.send(mona, change('tickets', current, { siteId: 'paris' }))
      expect(await byKind()).toMatchObject([
        { kind: 'conflict', yours: 'By Luc', theirs: null, base: null, state: 'open' },
        { kind: 'rejection', yours: { title: 'Refused' }, base: null },
      ])
      const changes = JSON.stringify((await pullAll(desk.sync, luc, cursor)).changes)
      expect(changes).not.toMatch(/By Ann|No network/)
      // Who still sees the ticket keeps both sides.
      expect(await desk.notices(bob)).toMatchObject([{ yours: 'By Bob', theirs: 'By Ann' }])
    })

    test('takes the words of others from who sees less than before, too', async () => {
      const seen = (await desk.stored('tickets', 'ticket-1')) as Doc
      await desk.send(ann, change('tickets', seen, { title: 'By Ann' }))
      await desk.send(luc, change('tickets', seen, { title: 'By Luc' }))
      const roles = [{ role: 'technician', at: 'site:paris' }]
      await desk.write('mona', { collection: 'people', docId: 'luc', op: 'change', patch: { roles } })
      const stillLuc = { ...luc, roles: pia.roles }
      expect(await desk.notices(stillLuc)).toMatchObject([{ yours: 'By Luc', theirs: null, base: null }])
    })

    test('keeps a held reply of who lost it from going out', async () => {
      const seen = (await desk.stored('tickets', 'ticket-1')) as Doc
      const said = { kind: 'mail', authorId: 'rita', text: 'It works again' }
      await desk.create('messages', 'word', aReply('ticket-1', luc, said), 'rita')
      await desk.send(luc, creation('messages', 'late', aReply('ticket-1', luc, { ticketRev: seen.rev })))
      const [held] = await desk.notices(luc)
      expect(held).toMatchObject({ kind: 'held-reply', docId: 'late', state: 'open' })
      const current = (await desk.stored('tickets', 'ticket-1')) as Doc
      await desk.send(mona, change('tickets', current, { siteId: 'paris' }))
      const answer = await desk.send(luc, change('notices', held as unknown as Doc, { state: 'taken' }))
      expect(answer).toMatchObject({ doc: { state: 'open', yours: 'Try again' } })
      expect(await desk.stored('messages', 'late')).toMatchObject({ delivery: 'held' })
    })

    test('an answer repeated after the loss comes without the document', async () => {
      const current = (await desk.stored('tickets', 'ticket-1')) as Doc
      const mutation = change('tickets', current, { title: 'On site' }, { baseRev: 1 })
      const first = await desk.send(luc, mutation)
      expect(first.doc).toBeDefined()
      const now = (await desk.stored('tickets', 'ticket-1')) as Doc
      await desk.send(mona, change('tickets', now, { siteId: 'paris' }))
      const { doc: _doc, ...rest } = first
      expect(await desk.send(luc, mutation)).toEqual({ ...rest, gone: true })
      // Somebody who sees it again is not told to remove it.
      expect(await desk.send({ ...luc, roles: ann.roles }, mutation)).toEqual(first)
    })
  })

  describe('a cursor', () => {
    test('goes on where it stood', async () => {
      const { cursor } = await desk.replica(ann)
      await desk.send(ann, change('tickets', ticket, { title: 'New' }))
      const page = await desk.sync.pull(ann, cursor, 100)
      if (!page.ok) throw new Error(page.refusal.code)
      expect(page.value).toMatchObject({ more: false, reset: false })
      const changed = page.value.changes.map((each) => each.collection)
      expect(changed.toSorted()).toEqual(['activity', 'tickets'])
    })

    test('of another scope, epoch or schema starts again from the beginning', async () => {
      const { cursor } = await desk.replica(luc)
      const forge = (more: Partial<Cursor>) => encodeCursor({ ...partsOf(cursor), ...more })
      const wider = { ...luc, roles: [...luc.roles, ...pia.roles] }
      for (const [actor, given] of [
        [wider, cursor],
        [luc, forge({ epoch: 'before the restore', pos: 1_000_000 })],
        [luc, forge({ schema: 'older' })],
      ] as const) {
        const page = await desk.sync.pull(actor, given, PULL_LIMIT)
        expect(page).toMatchObject({ ok: true, value: { reset: true, more: false } })
        if (page.ok) expect(page.value.changes.length).toBe((await desk.replica(actor)).changes.length)
      }
    })

    test('that is damaged, forged or from the future is refused', async () => {
      const { cursor } = await desk.replica(ann)
      const future = encodeCursor({ ...partsOf(cursor), pos: 1_000_000 })
      for (const bad of ['', 'x', future, cursor.slice(0, -2)]) {
        expect(await desk.sync.pull(ann, bad, 10)).toEqual({ ok: false, refusal: { code: 'cursor-invalid' } })
      }
    })

    test('never brings more than the limit of the protocol, and at least one change', async () => {
      for (const limit of [0, -5, 1]) {
        const page = await desk.sync.pull(ann, undefined, limit)
        if (page.ok) expect(page.value.changes.length).toBeLessThanOrEqual(1)
        expect(page).toMatchObject({ ok: true, value: { more: true } })
      }
    })
  })

  test('a requester has no replica, and a former agent sees nothing', async () => {
    for (const roles of [[], [{ role: 'requester', at: 'org:acme' }]] as const) {
      const nobody = { personId: 'rita', deviceId: 'phone', roles: [...roles] }
      expect((await desk.replica(nobody)).changes).toEqual([])
      expect(await desk.send(nobody, change('tickets', ticket, { title: 'x' }))).toMatchObject({
        refusal: { code: 'not-found' },
      })
    }
  })
})
