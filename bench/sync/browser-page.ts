import { filter, firstValueFrom, map, type Observable } from 'rxjs'
import { createReplica } from '#renderer/replica/create-replica.ts'
import { httpTransport } from '#renderer/replica/http-transport.ts'
import type { Replica } from '#renderer/replica/replica.ts'
import { PULL_PAGE } from '#shared/protocol/wire.ts'
import { fillPouch, fillRaw } from './browser-peers.ts'
import { benchAssignee, benchTicketId } from './browser-tickets.ts'

/** Where the replica of a run lies, and what it is filled from. */
export interface Place {
  readonly person: string
  /** '' for the recorded pages, else the origin of a server. */
  readonly server: string
  readonly token: string
}

/** One fill of the replica; times in milliseconds. */
export interface Filled {
  /** Until everything was received, written and its cursor stored. */
  readonly took: number
  /** Until it had also compared itself with the server. */
  readonly compared: number
  /** The longest the main thread did not answer. */
  readonly longestStall: number
  readonly longestTask: number
  /** The list queries asked meanwhile. */
  readonly lists: readonly number[]
  /** The largest heap seen, in bytes. */
  readonly heap: number
}

const PAGE_OF_LIST = 50
const LIST_EVERY = 100
let open: Replica | undefined

async function start({ person, server, token }: Place): Promise<Replica> {
  open = await createReplica({
    serverUrl: server === '' ? location.origin : server,
    personId: person,
    transport: httpTransport({ baseUrl: server, token: () => token }),
    multiInstance: true,
  })
  return open
}

/** Fills an empty replica; with `watched`, a list is asked for again and again meanwhile. */
async function fillReplica(place: Place, watched: boolean): Promise<Filled> {
  const watching = watchThread()
  const began = performance.now()
  const replica = await start(place)
  const asking = new AbortController()
  const lists = watched ? askForLists(replica, asking.signal) : Promise.resolve([])
  await firstValueFrom(replica.status.pipe(filter(({ filling }) => filling > 0)))
  await firstValueFrom(replica.status.pipe(filter(({ filling }) => filling === 0)))
  const took = performance.now() - began
  const thread = watching()
  await firstValueFrom(replica.status.pipe(filter(({ phase }) => phase === 'synced')))
  const compared = performance.now() - began
  asking.abort()
  return { took, compared, ...thread, lists: await lists }
}

async function askForLists(replica: Replica, signal: AbortSignal): Promise<readonly number[]> {
  const times: number[] = []
  while (!signal.aborted) {
    const began = performance.now()
    await firstValueFrom(myTickets(replica))
    times.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, LIST_EVERY))
  }
  return times
}

/** The first rows of one agent's open tickets, the newest first. */
function myTickets(replica: Replica): Observable<readonly { readonly title: string }[]> {
  return replica.find('tickets', {
    selector: { assigneeId: benchAssignee, openState: 'open' },
    sort: [{ assigneeId: 'asc' }, { openState: 'asc' }, { updatedDesc: 'asc' }],
    limit: PAGE_OF_LIST,
  })
}

/** Opens a filled replica: milliseconds until it can be written to, and until the first rows are there. */
async function warmStart(place: Place): Promise<{ readonly opened: number; readonly rows: number }> {
  const began = performance.now()
  const replica = await start(place)
  const opened = performance.now() - began
  const found = await firstValueFrom(myTickets(replica))
  if (found.length === 0) throw new Error('There is nothing in this replica.')
  return { opened, rows: performance.now() - began }
}

/** Milliseconds from an act to the list that shows it, with so many other live queries. */
async function writesToScreen(count: number, others: number): Promise<readonly number[]> {
  const replica = replicaHere()
  const watched = Array.from({ length: others }, (_, at) =>
    replica.doc('tickets', benchTicketId(at)).subscribe(),
  )
  const first = await firstTicket(replica)
  const times: number[] = []
  for (let at = 0; at < count; at++) {
    const title = `Typed ${at} ${crypto.randomUUID()}`
    const shown = firstValueFrom(
      myTickets(replica).pipe(
        filter((rows) => rows.some((row) => row.title === title)),
        map(() => performance.now()),
      ),
    )
    await new Promise((resolve) => setTimeout(resolve, 20))
    const began = performance.now()
    await replica.write([{ collection: 'tickets', docId: first, op: 'change', patch: { title } }])
    times.push((await shown) - began)
  }
  for (const subscription of watched) subscription.unsubscribe()
  return times
}

/** Opens a replica and waits until it has exchanged with its server. */
async function startSynced(place: Place): Promise<void> {
  const replica = await start(place)
  await firstValueFrom(replica.status.pipe(filter(({ phase }) => phase === 'synced')))
}

/** Writes a title and says when, in milliseconds since 1970. */
async function writeTitle(docId: string, title: string): Promise<number> {
  const began = performance.timeOrigin + performance.now()
  await replicaHere().write([{ collection: 'tickets', docId, op: 'change', patch: { title } }])
  return began
}

/** When a title written elsewhere is on this screen, in milliseconds since 1970. */
function titleShown(docId: string, title: string): Promise<number> {
  return firstValueFrom(
    replicaHere()
      .doc('tickets', docId)
      .pipe(
        filter((doc) => doc?.title === title),
        map(() => performance.timeOrigin + performance.now()),
      ),
  )
}

async function firstTicket(replica: Replica): Promise<string> {
  const rows = (await firstValueFrom(myTickets(replica))) as unknown as readonly { readonly id: string }[]
  return rows[0]?.id ?? ''
}

function replicaHere(): Replica {
  if (!open) throw new Error('No replica is open.')
  return open
}

/** Watches the main thread and the heap until it is called. */
function watchThread(): () => Pick<Filled, 'longestStall' | 'longestTask' | 'heap'> {
  const seen = { longestStall: 0, longestTask: 0, heap: 0 }
  let last = performance.now()
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration)
  })
  observer.observe({ entryTypes: ['longtask'] })
  const timer = setInterval(() => {
    seen.longestStall = Math.max(seen.longestStall, performance.now() - last)
    last = performance.now()
  }, 4)
  const heapTimer = setInterval(() => {
    const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } }
    seen.heap = Math.max(seen.heap, memory?.usedJSHeapSize ?? 0)
  }, 500)
  return () => {
    clearInterval(timer)
    clearInterval(heapTimer)
    observer.disconnect()
    return seen
  }
}

Object.assign(globalThis, {
  bench: {
    fillReplica,
    fillPouch,
    fillRaw: () => fillRaw(PULL_PAGE),
    warmStart,
    writesToScreen,
    startSynced,
    writeTitle,
    titleShown,
    stop: () => replicaHere().stop(),
    wipe: () => replicaHere().wipe(),
  },
})
