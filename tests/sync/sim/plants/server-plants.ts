import type { Id } from '#shared/kernel/ids.ts'
import type { DocWrite, Store, StoreTx } from '#sync-server/store/store.ts'
import type { NewEffect } from '#sync-server/store/effect-store.ts'
import { isVisible } from '#sync-server/sync/scope.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import { noPlant, type Plant } from './plant.ts'

/** The store with something else in each of its transactions. */
function inTransactions(store: Store, change: (tx: StoreTx) => Partial<StoreTx>): Store {
  return { ...store, transact: (work) => store.transact((tx) => work({ ...tx, ...change(tx) })) }
}

/** What a table ordered by time would hold: when each document was last written, by the writer's clock. */
interface Stamped {
  readonly at: number
  readonly write: DocWrite
}

const timestampCursor: Plant = {
  ...noPlant,
  name: 'timestamp-cursor',
  breaks: [3],
  mistake: 'The cursor is the instant of the last change rather than a position.',
  database(store) {
    const rows: Stamped[] = []
    return {
      ...store,
      async transact(work) {
        let written: DocWrite[] = []
        const result = await store.transact((tx) => {
          written = []
          const put = async (write: DocWrite) => {
            await tx.put(write)
            written.push(write)
          }
          return work({ ...tx, put })
        })
        rows.push(...written.map((write) => ({ at: Date.parse(write.at), write })))
        return result
      },
      head: async () => Math.max(await store.head(), ...rows.map(({ at }) => at)),
      async changesAfter(pos, buckets, limit) {
        const before = pos < 1_000_000 ? await store.changesAfter(pos, buckets, 100_000) : { rows: [] }
        const late = rows.filter(({ at }) => at > pos).sort((a, b) => a.at - b.at)
        const seen = late
          .slice(0, limit)
          .filter(({ write }) => isVisible(buckets, [...write.buckets, ...write.prevBuckets]))
        const changes = await Promise.all(
          seen.map(async ({ at, write: { collection, doc } }) => {
            const stored = await store.doc(collection, doc.id)
            const isThere = stored !== undefined && isVisible(buckets, stored.buckets)
            return { pos: at, collection, id: doc.id, doc: isThere ? stored.doc : undefined }
          }),
        )
        const through = late.slice(0, limit).at(-1)?.at ?? Math.max(pos, await store.head())
        return { rows: [...before.rows, ...changes], through, more: late.length > limit }
      },
    }
  },
}

const noLedger: Plant = {
  ...noPlant,
  name: 'no-ledger',
  breaks: [1, 2, 7, 8],
  mistake: 'A mutation that was answered before is taken up again.',
  store: (store) => inTransactions(store, () => ({ ledgerAnswer: async () => undefined })),
  database: (store) => ({
    ...store,
    transact: (work) =>
      store.transact((tx) => {
        const recordAnswer: StoreTx['recordAnswer'] = async (device, mutation, answer, at) => {
          if ((await tx.ledgerAnswer(device, mutation)) === undefined)
            await tx.recordAnswer(device, mutation, answer, at)
        }
        return work({ ...tx, recordAnswer })
      }),
  }),
}

const lastWriteWins: Plant = {
  ...noPlant,
  name: 'last-write-wins',
  breaks: [5],
  mistake: 'The write that arrives last is taken as if its author had seen everything.',
  store: (store) =>
    inTransactions(store, (tx) => ({
      async lock(collection, id) {
        const stored = await tx.lock(collection, id)
        return stored && { ...stored, stamps: {} }
      },
    })),
}

const noPrevBuckets: Plant = {
  ...noPlant,
  name: 'no-prev-buckets',
  breaks: [3, 11],
  mistake: 'A change does not say which buckets the document left.',
  store: (store) =>
    inTransactions(store, (tx) => ({ put: (write) => tx.put({ ...write, prevBuckets: [] }) })),
}

const filterAfterLimit: Plant = {
  ...noPlant,
  name: 'filter-after-limit',
  breaks: [3, 14],
  mistake: 'A page is cut to its length before what is out of scope is taken out of it.',
  store: (store) => ({
    ...store,
    async changesAfter(pos, buckets, limit) {
      const page = await store.changesAfter(pos, ALL_BUCKETS, limit)
      const rows = []
      for (const row of page.rows) {
        const stored = await store.doc(row.collection, row.id)
        if (stored && isVisible(buckets, stored.buckets)) rows.push({ ...row, doc: stored.doc })
      }
      return { rows, through: rows.at(-1)?.pos ?? pos, more: rows.length === limit }
    },
  }),
}

const PEOPLE: readonly Id[] = ['ann', 'bob', 'mona', 'luc', 'gus', 'ada']
const ALL_BUCKETS = [
  ...['acme', 'globex'].flatMap((org) => [`org:${org}`, `ref:${org}`]),
  ...['lyon', 'paris', 'oslo'].map((site) => `site:${site}`),
  ...PEOPLE.map((person) => `user:${person}`),
  'public',
]

const effectOutside: Plant = {
  ...noPlant,
  name: 'effect-outside-the-transaction',
  breaks: [8],
  mistake: 'A reply is queued for sending after its transaction rather than in it.',
  store: (store) => ({
    ...store,
    async transact(work) {
      let effects: NewEffect[] = []
      const result = await store.transact((tx) => {
        effects = []
        const addEffect = async (effect: NewEffect) => void effects.push(effect)
        return work({ ...tx, addEffect })
      })
      for (const effect of effects) await store.transact((tx) => tx.addEffect(effect))
      return result
    },
  }),
}

const answerBeforeWrite: Plant = {
  ...noPlant,
  name: 'answer-before-the-write',
  breaks: [1, 2, 4, 6],
  mistake: 'The answer to a mutation is in the ledger before its document is written.',
  store: (store) => ({
    ...store,
    async transact(work) {
      const answered: Parameters<StoreTx['recordAnswer']>[] = []
      const probe = new Error('only to see what would be answered')
      await store
        .transact(async (tx) => {
          const recordAnswer = async (...given: Parameters<StoreTx['recordAnswer']>) =>
            void answered.push(given)
          await work({ ...tx, recordAnswer })
          throw probe
        })
        .catch((error: unknown) => {
          if (error !== probe) throw error
        })
      if (answered.length === 0) return store.transact(work)
      for (const given of answered) await store.transact((tx) => tx.recordAnswer(...given))
      return store.transact((tx) =>
        work({ ...tx, ledgerAnswer: async () => undefined, recordAnswer: async () => undefined }),
      )
    },
  }),
}

const noScope: Plant = {
  ...noPlant,
  name: 'answers-out-of-scope',
  breaks: [10],
  mistake: 'A pull serves every bucket of the database, whoever asks.',
  store: (store) => ({
    ...store,
    changesAfter: (pos, _buckets, limit) => store.changesAfter(pos, ALL_BUCKETS, limit),
  }),
}

const sameEpoch: Plant = {
  ...noPlant,
  name: 'same-epoch-after-restore',
  breaks: [2, 3, 14],
  mistake: 'A restored database goes on under the name of its old history.',
  database: (store) => ({ ...store, epoch: () => Promise.resolve('for-ever') }),
}

const notAppendOnly: Plant = {
  ...noPlant,
  name: 'activity-written-anew',
  breaks: [6],
  mistake: 'The instants of the activity log follow later changes of where its entry lies.',
  store: (store) =>
    inTransactions(store, (tx) => ({
      put: (write) =>
        tx.put(
          write.collection === 'activity' && write.doc.rev > 1
            ? { ...write, doc: { ...write.doc, acceptedAt: write.at, at: write.at } }
            : write,
        ),
    })),
}

const unknownFieldsErased: Plant = {
  ...noPlant,
  name: 'unknown-fields-erased',
  breaks: [12],
  mistake: 'A document is stored with the fields of this version alone.',
  store: (store) =>
    inTransactions(store, (tx) => ({
      put: (write) => {
        const { mood: _unknown, ...doc } = write.doc
        return tx.put({ ...write, doc })
      },
    })),
}

/** A push that fails as a whole when one of its mutations does. */
const poisonBlocksServer: Plant = {
  ...noPlant,
  name: 'poison-fails-the-push',
  breaks: [13, 14],
  mistake: 'A mutation that makes the server fail is never given up.',
  service: (sync: SyncService) => ({
    ...sync,
    push: async (actor, mutations) => {
      const poisoned = mutations.some(({ patch }) => String(patch['title']).includes('poison-makes'))
      return poisoned ? new Promise<never>(() => undefined) : sync.push(actor, mutations)
    },
  }),
}

const blindDigest: Plant = {
  ...noPlant,
  name: 'digest-sees-nothing',
  breaks: [3],
  mistake: 'A device that compares itself with the server is told that everything is well.',
  service: (sync) => ({
    ...sync,
    digest: async (actor, cursor) => {
      const digest = await sync.digest(actor, cursor)
      return digest.ok ? { ok: true, value: { ...digest.value, collections: [] } } : digest
    },
  }),
}

const digestOfEverything: Plant = {
  ...noPlant,
  name: 'digest-out-of-scope',
  breaks: [3],
  mistake: 'A digest counts every document of the database, whoever asks.',
  store: (store) => ({
    ...store,
    revisions: (collection, _buckets, page) => store.revisions(collection, ALL_BUCKETS, page),
  }),
}

/** Mistakes of a server. */
export const SERVER_PLANTS: readonly Plant[] = [
  timestampCursor,
  noLedger,
  lastWriteWins,
  noPrevBuckets,
  filterAfterLimit,
  effectOutside,
  answerBeforeWrite,
  noScope,
  sameEpoch,
  notAppendOnly,
  unknownFieldsErased,
  poisonBlocksServer,
  blindDigest,
  digestOfEverything,
]
