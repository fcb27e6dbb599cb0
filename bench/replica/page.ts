import { replicateRxCollection } from 'rxdb/plugins/replication'
import { filter, firstValueFrom } from 'rxjs'
import { createReplica } from '#renderer/replica/create-replica.ts'
import { openDatabase } from '#renderer/replica/database.ts'
import { withLocalFields } from '#renderer/replica/local-fields.ts'
import type { Replica } from '#renderer/replica/replica.ts'
import type { Transport } from '#renderer/replica/transport.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { tickets } from '#shared/tickets/collection.ts'

/** What one run in the browser measured. Rates are documents per second, times milliseconds. */
export interface Measured {
  readonly ours: number
  readonly stockReplication: number
  readonly bulkInsert: number
  /** The longest the main thread did not answer while ours was filled. */
  readonly longestStall: number
  /** From a person's write to its promise kept, with 300 live queries: median and 95th percentile. */
  readonly writeMedian: number
  readonly write95: number
  /** The first 50 rows of one agent's open tickets. */
  readonly listMedian: number
}

const PAGE = 250

function aTicket(at: number): Doc {
  return {
    ...tickets.defaults,
    id: `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`,
    rev: 1,
    deletedAt: '',
    number: at + 1,
    title: `Ticket ${at}: the printer on the third floor does not print`,
    status: at % 5 === 0 ? 'closed' : 'open',
    orgId: 'org-1',
    siteId: `site-${at % 20}`,
    assigneeId: `agent-${at % 40}`,
    requesterId: `person-${at % 500}`,
    updatedAt: new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString(),
  }
}

/** A server without a network: what remains is the replica's own work. */
function endlessServer(count: number): Transport {
  const now = () => new Date().toISOString()
  const unreachable = { ok: false, failure: { kind: 'network', detail: 'no files here' } } as const
  return {
    push: async (mutations) => ({
      ok: true,
      value: {
        answers: mutations.map(({ id, baseRev }) => ({ id, status: 'accepted', rev: baseRev + 1 })),
        now: now(),
      },
    }),
    pull: async (cursor, limit) => {
      const from = Number(cursor)
      const to = Math.min(count, from + limit)
      const changes = Array.from({ length: to - from }, (_, at) => ({
        pos: from + at + 1,
        collection: 'tickets',
        doc: aTicket(from + at),
      }))
      return { ok: true, value: { changes, cursor: String(to), more: to < count, reset: false, now: now() } }
    },
    live: (_listener, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ ok: true, value: undefined }))
      }),
    uploaded: async () => unreachable,
    upload: async () => unreachable,
    download: async () => unreachable,
  }
}

/** Fills a replica and its peers with so many tickets, one after another, in this browser. */
export async function measure(count: number): Promise<Measured> {
  const stalls = watchStalls()
  const began = performance.now()
  const replica = await createReplica({
    serverUrl: location.origin,
    personId: crypto.randomUUID(),
    transport: endlessServer(count),
    multiInstance: true,
  })
  await firstValueFrom(replica.status.pipe(filter(({ phase }) => phase === 'synced')))
  const ours = rate(count, began)
  const longestStall = stalls()
  const writes = await timeWrites(replica)
  const lists = await timeLists(replica)
  await replica.wipe()
  return {
    ours,
    longestStall,
    stockReplication: await stockReplication(count),
    bulkInsert: await bulkInsert(count),
    writeMedian: quantile(writes, 0.5),
    write95: quantile(writes, 0.95),
    listMedian: quantile(lists, 0.5),
  }
}

async function stockReplication(count: number): Promise<number> {
  const database = await openDatabase({
    name: `stock-${Date.now()}`,
    collections: ['tickets'],
    multiInstance: true,
  })
  const collection = database.collection('tickets')
  const began = performance.now()
  const replication = replicateRxCollection<Doc, { at: number }>({
    collection,
    replicationIdentifier: 'bench',
    live: false,
    pull: {
      batchSize: PAGE,
      handler: async (checkpoint, size) => {
        const from = checkpoint?.at ?? 0
        const to = Math.min(count, from + size)
        const documents = Array.from({ length: to - from }, (_, at) => ({
          ...local(from + at),
          _deleted: false,
        }))
        return { documents, checkpoint: { at: to } }
      },
    },
  })
  await replication.awaitInSync()
  const measured = rate(count, began)
  await database.rx.remove()
  return measured
}

async function bulkInsert(count: number): Promise<number> {
  const database = await openDatabase({
    name: `bulk-${Date.now()}`,
    collections: ['tickets'],
    multiInstance: true,
  })
  const began = performance.now()
  for (let from = 0; from < count; from += PAGE) {
    await database.collection('tickets').bulkInsert(Array.from({ length: PAGE }, (_, at) => local(from + at)))
  }
  const measured = rate(count, began)
  await database.rx.remove()
  return measured
}

const local = (at: number) => withLocalFields('tickets', aTicket(at))

async function timeWrites(replica: Replica): Promise<number[]> {
  const subscriptions = Array.from({ length: 300 }, (_, at) =>
    replica.doc('tickets', aTicket(at).id).subscribe(),
  )
  const times: number[] = []
  for (let at = 0; at < 50; at++) {
    const began = performance.now()
    const patch = { title: `Typed ${at}` }
    await replica.write([{ collection: 'tickets', docId: aTicket(at).id, op: 'change', patch }])
    times.push(performance.now() - began)
  }
  for (const subscription of subscriptions) subscription.unsubscribe()
  return times
}

async function timeLists(replica: Replica): Promise<number[]> {
  const times: number[] = []
  for (let at = 0; at < 20; at++) {
    const began = performance.now()
    await firstValueFrom(
      replica.find('tickets', {
        selector: { assigneeId: `agent-${at}`, openState: 'open' },
        sort: [{ assigneeId: 'asc' }, { openState: 'asc' }, { updatedDesc: 'asc' }],
        limit: 50,
      }),
    )
    times.push(performance.now() - began)
  }
  return times
}

/** Watches the main thread; the answer is the longest time it was busy, in milliseconds. */
function watchStalls(): () => number {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 4)
  return () => {
    clearInterval(timer)
    return longest
  }
}

function rate(count: number, began: number): number {
  return Math.round(count / ((performance.now() - began) / 1000))
}

function quantile(times: readonly number[], share: number): number {
  return Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0)
}

Object.assign(globalThis, { measure })
