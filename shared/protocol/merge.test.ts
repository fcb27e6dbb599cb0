import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import Type from 'typebox'
import { COLLECTIONS } from '../collections.ts'
import { defineCollection } from '../kernel/collection.ts'
import { envelope, type Doc } from '../kernel/fields.ts'
import type { Patch } from '../kernel/patch.ts'
import { mergePatch, type FieldStamps, type MergeConflict, type MergeText } from './merge.ts'

interface Sample extends Doc {
  readonly title: string
  readonly owner: string
  readonly state: string
  readonly reason: string
  readonly body: string
  readonly tags: readonly string[]
  readonly seenAt: string
  readonly startedAt: string
}

const spec = defineCollection<Sample>({
  name: 'samples',
  version: 0,
  schema: Type.Object({ ...envelope }),
  mode: 'merged',
  fields: {
    title: 'value',
    owner: 'value',
    state: 'value',
    reason: 'value',
    body: 'text',
    tags: 'set',
    seenAt: 'latest',
    startedAt: 'earliest',
  } as never,
  defaults: {},
  conflicts: { owner: ({ mineRoles }) => (mineRoles.includes('manager') ? 'mine' : 'theirs') },
  together: [['state', 'reason']],
})

const BASE_REV = 5
const base: Sample = {
  id: 'sample',
  rev: BASE_REV,
  deletedAt: '',
  title: 'base',
  owner: 'nobody',
  state: 'open',
  reason: '',
  body: 'one\ntwo\nthree',
  tags: ['kept'],
  seenAt: '2026-01-01T00:00:00.000Z',
  startedAt: '',
}

/** Three-way merge of texts that have as many lines as their base. */
const mergeLines: MergeText = (mine, original, theirs) => {
  const [a, o, b] = [mine.split('\n'), original.split('\n'), theirs.split('\n')]
  if (a.length !== o.length || b.length !== o.length) return undefined
  const merged = o.map((line, index) => {
    if (a[index] === line) return b[index]
    return b[index] === line || b[index] === a[index] ? a[index] : undefined
  })
  return merged.includes(undefined) ? undefined : merged.join('\n')
}

interface Write {
  readonly client: string
  readonly patch: Patch
  readonly prev: Patch
  readonly baseRev: number
}

interface State {
  readonly doc: Sample
  readonly stamps: FieldStamps
  readonly conflicts: readonly MergeConflict[]
}

const start: State = { doc: base, stamps: {}, conflicts: [] }

function arrive(state: State, write: Write): State {
  const merged = mergePatch<Sample>({
    spec,
    current: state.doc,
    stamps: state.stamps,
    patch: write.patch,
    prev: write.prev,
    baseRev: Math.min(write.baseRev, state.doc.rev),
    author: {
      personId: write.client,
      deviceId: `device-${write.client}`,
      roles: [write.client === 'm' ? 'manager' : 'agent'],
    },
    at: '2026-02-02T00:00:00.000Z',
    mergeText: mergeLines,
  })
  return { ...merged, conflicts: [...state.conflicts, ...merged.conflicts] }
}

const arriveAll = (writes: readonly Write[], from: State = start) => writes.reduce(arrive, from)

/** One client's writes, made offline one after another on top of the same base. */
function offline(client: string, patches: readonly Patch[]): Write[] {
  const seen: Record<string, unknown> = { ...base }
  return patches.map((patch) => {
    const prev = Object.fromEntries(Object.keys(patch).map((field) => [field, seen[field]]))
    Object.assign(seen, patch)
    return { client, patch, prev, baseRev: BASE_REV }
  })
}

/** Every order in which the queues can arrive; each queue keeps its own order. */
function arrivals(queues: readonly (readonly Write[])[]): Write[][] {
  const open = queues.filter((queue) => queue.length > 0)
  if (open.length === 0) return [[]]
  return open.flatMap((queue) => {
    const rest = open.map((other) => (other === queue ? other.slice(1) : other))
    return arrivals(rest).map((order) => [...queue.slice(0, 1), ...order])
  })
}

/** Every choice of `count` elements, with repetition. */
function choices<T>(from: readonly T[], count: number): T[][] {
  return count === 0 ? [[]] : choices(from, count - 1).flatMap((head) => from.map((last) => [...head, last]))
}

const CLIENTS = ['a', 'b', 'm']

/** Calls back for three clients with one or two writes each, chosen from `patches`, in every order of arrival. */
function everyCase(patches: readonly Patch[], check: (orders: Write[][]) => void): void {
  const queues = [...choices(patches, 1), ...choices(patches, 2)]
  for (const first of queues) {
    for (const second of queues) {
      for (const third of queues) {
        const all = [first, second, third].map((queue, index) => offline(CLIENTS[index] ?? '', queue))
        check(arrivals(all))
      }
    }
  }
}

/** The last value each client gave the field, unless it is what the field held before. */
function lastWords(writes: readonly Write[], field: string): unknown[] {
  return CLIENTS.map((client) => {
    const words = writes.filter((write) => write.client === client)
    return words.at(-1)?.patch[field]
  })
}

describe('every order of arrival of three clients with one or two writes', () => {
  test.each(['title', 'owner'])('a value of %s stands or is given back to its author', (field) => {
    everyCase([{ [field]: 'x' }, { [field]: 'y' }], (orders) => {
      for (const order of orders) {
        const { doc, conflicts } = arriveAll(order)
        const kept = [doc[field], ...conflicts.map((conflict) => conflict.lost)]
        for (const word of lastWords(order, field)) expect(kept).toContain(word)
      }
    })
  })

  test('a set ends the same in every order, and what somebody added meanwhile is not removed', () => {
    const patches = [
      { tags: { $add: ['new'] } },
      { tags: { $remove: ['kept'] } },
      { tags: { $add: ['kept'] } },
    ]
    everyCase(patches.slice(0, 2), (orders) => {
      const ends = orders.map((order) => JSON.stringify(arriveAll(order).doc.tags))
      expect(new Set(ends).size).toBe(1)
    })
    const queues = patches.map((patch, index) => offline(CLIENTS[index] ?? '', [patch]))
    for (const order of arrivals(queues)) expect(arriveAll(order).doc.tags).toEqual(['kept', 'new'])
  })

  test('an element that two people add and one of them removes again stays, in every order', () => {
    const add = { tags: { $add: ['vpn'] } }
    const undo = { tags: { $remove: ['vpn'] } }
    for (const order of arrivals([offline('a', [add, undo]), offline('b', [add])])) {
      expect(arriveAll(order).doc.tags).toEqual(['kept', 'vpn'])
    }
  })

  test('the latest and the earliest instant stand in every order', () => {
    const at = (month: number) => `2026-0${month}-01T00:00:00.000Z`
    const patches = [2, 3, 4].map((month) => ({ seenAt: at(month), startedAt: at(month) }))
    const queues = patches.map((patch, index) => offline(CLIENTS[index] ?? '', [patch]))
    for (const order of arrivals(queues)) {
      expect(arriveAll(order).doc).toMatchObject({ seenAt: at(4), startedAt: at(2) })
    }
  })

  test('text in different lines is all there, in every order', () => {
    const queues = [
      offline('a', [{ body: 'ONE\ntwo\nthree' }, { body: 'ONE!\ntwo\nthree' }]),
      offline('b', [{ body: 'one\nTWO\nthree' }]),
      offline('m', [{ body: 'one\ntwo\nTHREE' }]),
    ]
    for (const order of arrivals(queues)) {
      const { doc, conflicts } = arriveAll(order)
      expect(doc.body).toBe('ONE!\nTWO\nTHREE')
      expect(conflicts).toEqual([])
    }
  })

  test('text in the same line stands or is given back to its author', () => {
    const lines = (words: readonly string[]) => words.map((word) => ({ body: `${word}\ntwo\nthree` }))
    const queues = CLIENTS.map((client) => offline(client, lines([`${client}1`, `${client}2`])))
    for (const order of arrivals(queues)) {
      const { doc, conflicts } = arriveAll(order)
      const kept = [doc.body, ...conflicts.map((conflict) => conflict.lost)]
      for (const word of lastWords(order, 'body')) expect(kept).toContain(word)
    }
  })

  test('fields that belong together come from one author', () => {
    const patches = [
      { state: 'waiting', reason: 'supplier' },
      { state: 'done', reason: '' },
    ]
    everyCase(patches, (orders) => {
      for (const order of orders) {
        const { state, reason } = arriveAll(order).doc
        expect(patches).toContainEqual({ state, reason })
      }
    })
  })
})

describe('fields that make sense only together', () => {
  const waiting = { state: 'waiting', reason: 'supplier' }
  const done = { state: 'done', reason: 'by hand' }

  test('the companions of a lost value are kept with it', () => {
    const { conflicts } = arriveAll([...offline('a', [done]), ...offline('b', [waiting])])
    expect(conflicts).toMatchObject([
      { field: 'state', lost: 'waiting', stands: 'done', lostBy: 'b', companions: { reason: 'supplier' } },
    ])
  })

  test('a companion that was changed under the same leading value is a conflict of its own', () => {
    const other = { state: 'waiting', reason: 'change' }
    const { doc, conflicts } = arriveAll([...offline('a', [waiting]), ...offline('b', [other])])
    expect(doc.reason).toBe('supplier')
    expect(conflicts).toMatchObject([{ field: 'reason', lost: 'change', stands: 'supplier' }])
  })

  test('a repeated leading value does not carry a companion over a newer one', () => {
    const moreReason = { state: 'open', reason: 'supplier' }
    const { doc, conflicts } = arriveAll([...offline('a', [done]), ...offline('b', [moreReason])])
    expect(doc).toMatchObject(done)
    expect(conflicts).toMatchObject([{ field: 'state', lost: 'open', companions: { reason: 'supplier' } }])
  })
})

test('a value that its author only repeated is not a conflict', () => {
  const { doc, conflicts } = arriveAll([
    ...offline('a', [{ title: 'new' }]),
    ...offline('b', [{ title: 'base', owner: 'b' }]),
  ])
  expect(doc).toMatchObject({ title: 'new', owner: 'b' })
  expect(conflicts).toEqual([])
})

test('a whole set adds and removes what differs from the one its author saw', () => {
  const { doc } = arriveAll([
    ...offline('a', [{ tags: { $add: ['meanwhile'] } }]),
    ...offline('b', [{ tags: ['instead'] }]),
  ])
  expect(doc.tags).toEqual(['instead', 'meanwhile'])
})

test('two deletions are one act, and nobody is told', () => {
  const at = (month: number) => `2026-0${month}-01T00:00:00.000Z`
  const { doc, conflicts } = arriveAll([
    ...offline('a', [{ deletedAt: at(3) }]),
    ...offline('b', [{ deletedAt: at(2) }]),
  ])
  expect(doc.deletedAt).toBe(at(3))
  expect(conflicts).toEqual([])
})

test('a device that queued two texts does not overwrite lines that came between them', () => {
  const [first, second] = offline('a', [{ body: 'ONE\ntwo\nthree' }, { body: 'ONE, one\ntwo\nthree' }])
  const between = offline('b', [{ body: 'one\ntwo\nthree, four' }])
  expect(arriveAll([first, ...between, second].filter((write) => write !== undefined)).doc.body).toBe(
    'ONE, one\ntwo\nthree, four',
  )
})

const instants = fc.integer({ min: 1, max: 9 }).map((month) => `2026-0${month}-01T00:00:00.000Z`)
const words = fc.constantFrom('x', 'y', 'z')
const tagLists = fc.uniqueArray(fc.constantFrom('kept', 'p', 'q'), { maxLength: 2 })
const groups = fc.constantFrom(
  { state: 'waiting', reason: 'supplier' },
  { state: 'waiting', reason: 'change' },
  { state: 'done', reason: '' },
)
const patches: fc.Arbitrary<Patch> = fc
  .tuple(
    fc.record(
      {
        title: words,
        owner: words,
        body: fc.tuple(words, words, words).map((lines) => lines.join('\n')),
        tags: fc.record({ $add: tagLists, $remove: tagLists }),
        seenAt: instants,
        startedAt: instants,
      },
      { requiredKeys: [] },
    ),
    fc.option(groups, { nil: {} }),
  )
  .map(([single, group]) => ({ ...single, ...group }))
const writes: fc.Arbitrary<Write> = fc.record({
  client: fc.constantFrom(...CLIENTS),
  patch: patches,
  prev: fc.constant({ ...base }),
  baseRev: fc.integer({ min: BASE_REV, max: BASE_REV + 3 }),
})

describe('for all writes', () => {
  test('writes to different fields end the same in every order, without a conflict', () => {
    fc.assert(
      fc.property(words, tagLists, instants, (title, tags, instant) => {
        const queues = [
          offline('a', [{ title, seenAt: instant }]),
          offline('b', [{ tags: { $add: tags }, body: 'one\ntwo\n3' }]),
          offline('m', [{ owner: title, startedAt: instant }]),
        ]
        const ends = arrivals(queues).map((order) => arriveAll(order))
        for (const end of ends) expect({ ...end.doc, rev: 0 }).toEqual({ ...ends[0]?.doc, rev: 0 })
        expect(ends.flatMap((end) => end.conflicts)).toEqual([])
      }),
    )
  })

  test('a second arrival of the same write changes nothing', () => {
    fc.assert(
      fc.property(fc.array(writes, { maxLength: 6 }), writes, (earlier, write) => {
        const once = arrive(arriveAll(earlier), write)
        const twice = arrive({ ...once, conflicts: [] }, write)
        expect(twice.doc).toEqual(once.doc)
      }),
    )
  })

  test('instants commute', () => {
    fc.assert(
      fc.property(writes, writes, (first, second) => {
        const pick = ({ doc }: State) => [doc.seenAt, doc.startedAt]
        expect(pick(arriveAll([first, second]))).toEqual(pick(arriveAll([second, first])))
      }),
    )
  })

  test('an element added without knowledge of its removal is there', () => {
    fc.assert(
      fc.property(fc.array(writes, { maxLength: 6 }), tagLists, (others, tags) => {
        const rivals = others
          .filter((write) => write.client !== 'a')
          .map((write) => ({ ...write, baseRev: BASE_REV }))
        for (const order of arrivals([offline('a', [{ tags: { $add: tags } }]), rivals])) {
          expect(arriveAll(order).doc.tags).toEqual(expect.arrayContaining(tags))
        }
      }),
      { numRuns: 50 },
    )
  })

  test('whatever an accepted value replaces or a refused value was, is in a conflict', () => {
    fc.assert(
      fc.property(fc.array(writes, { maxLength: 6 }), writes, (earlier, write) => {
        const before = arriveAll(earlier)
        const after = arrive({ ...before, conflicts: [] }, write)
        const kept = after.conflicts.flatMap((conflict) => [
          [conflict.field, conflict.lost],
          ...Object.entries(conflict.companions),
        ])
        for (const field of ['title', 'owner', 'state', 'reason']) {
          const mine = write.patch[field]
          if (mine === undefined || mine === write.prev[field] || after.doc[field] === mine) continue
          expect(kept).toContainEqual([field, mine])
        }
      }),
    )
  })

  test('the revision rises by one or not at all, and never without a reason', () => {
    fc.assert(
      fc.property(fc.array(writes, { maxLength: 6 }), writes, (earlier, write) => {
        const before = arriveAll(earlier)
        const after = arrive(before, write)
        expect(after.doc.rev - before.doc.rev).toBeLessThanOrEqual(1)
        if (after.doc.rev === before.doc.rev) expect(after.doc).toEqual(before.doc)
      }),
    )
  })
})

test('every collection that keeps the buckets of a parent says where parents lie', () => {
  for (const collection of Object.values(COLLECTIONS)) {
    expect(collection.parents.length > 0).toBe('scope' in collection.fields)
  }
})
