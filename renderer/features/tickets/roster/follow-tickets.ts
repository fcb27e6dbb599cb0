import { firstValueFrom } from 'rxjs'
import type { Id } from '#shared/kernel/ids.ts'
import type { LocalDoc, Replica } from '#renderer/replica/replica.ts'
import type { Roster } from './roster.ts'

/** Tickets read at once: small, since RxDB keeps the answers of its last hundred queries. */
const PAGE = 100
/** Tickets put in order at once: each time costs as much as all that are there. */
const HANDFUL = 1000
/** Changes that follow one another sooner are taken in together, in milliseconds; longer while many come at once. */
const GATHER_MS = 100
const GATHER_MANY_MS = 1000
const MANY = 50

type Source = Pick<Replica, 'find' | 'changes' | 'removals'>

/** Reads every ticket into the roster, newest change first, and keeps it up to date until it is called. */
export function followTickets(replica: Source, roster: Roster): () => void {
  const stopping = new AbortController()
  const changes = gathered(roster)
  const followed = replica.changes('tickets').subscribe((ticket) => changes.note(ticket.id, ticket))
  followed.add(replica.removals('tickets').subscribe((id) => changes.note(id, undefined)))
  readAll(replica, roster, changes.met, stopping.signal).catch((error: unknown) => {
    if (!stopping.signal.aborted) console.error(error)
  })
  return () => {
    stopping.abort()
    followed.unsubscribe()
    changes.stop()
  }
}

/** `met` holds what has changed since: a page that was read before is older. */
async function readAll(
  replica: Source,
  roster: Roster,
  met: ReadonlySet<Id>,
  signal: AbortSignal,
): Promise<void> {
  let from = 0
  let limit = PAGE
  let read: LocalDoc<'tickets'>[] = []
  const take = () => {
    roster.put(latestOf(read.filter(({ id }) => !met.has(id))))
    read = []
  }
  while (!signal.aborted) {
    const page = await firstValueFrom(
      replica.find('tickets', {
        selector: { updatedDesc: { $gte: from } },
        sort: [{ updatedDesc: 'asc' }],
        limit,
      }),
    )
    if (signal.aborted) return
    read.push(...page)
    if (read.length >= HANDFUL) take()
    const last = page.at(-1)?.updatedDesc ?? 0
    if (page.length < limit) break
    // More of them than one page share an instant, or the next page begins with those of its last.
    limit = last === from ? limit * 2 : PAGE
    from = last
    await air()
  }
  if (signal.aborted) return
  take()
  roster.complete()
}

/** Each once: two pages share those of one instant. */
function latestOf(tickets: readonly LocalDoc<'tickets'>[]): LocalDoc<'tickets'>[] {
  return [...new Map(tickets.map((ticket) => [ticket.id, ticket])).values()]
}

/** Lets the screen go first. */
function air(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

/** A single change is taken in at once, a flood of them now and then. */
function gathered(roster: Roster) {
  const met = new Set<Id>()
  const waiting = new Map<Id, LocalDoc<'tickets'> | undefined>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let nextAt = -Infinity
  const take = () => {
    timer = undefined
    const all = [...waiting]
    waiting.clear()
    nextAt = performance.now() + (all.length < MANY ? GATHER_MS : GATHER_MANY_MS)
    roster.put(
      all.flatMap(([, ticket]) => (ticket === undefined ? [] : [ticket])),
      all.flatMap(([id, ticket]) => (ticket === undefined ? [id] : [])),
    )
  }
  return {
    met,
    note(id: Id, ticket: LocalDoc<'tickets'> | undefined) {
      if (!roster.isComplete) met.add(id)
      waiting.set(id, ticket)
      timer ??= setTimeout(take, Math.max(0, nextAt - performance.now()))
    },
    stop: () => clearTimeout(timer),
  }
}
