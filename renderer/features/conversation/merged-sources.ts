import { combineLatest, distinctUntilChanged, map, of, switchMap, type Observable } from 'rxjs'
import type { Id } from '#shared/kernel/ids.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { Replica } from '#renderer/replica/replica.ts'

/** Follows the tickets that were merged into one, directly or through others; those on the device. */
export function mergedSources(
  replica: Replica,
  targetId: Id,
  met: readonly Id[] = [],
): Observable<readonly Ticket[]> {
  const seen = [...met, targetId]
  return replica.find('links', { selector: { toId: targetId, kind: 'duplicate-of', deletedAt: '' } }).pipe(
    map((links) => links.map(({ fromId }) => fromId).filter((id) => !seen.includes(id))),
    distinctUntilChanged((a, b) => a.join() === b.join()),
    switchMap((ids) => all(ids.map((id) => replica.doc('tickets', id)))),
    map((tickets) =>
      tickets.filter((ticket) => ticket?.mergedIntoId === targetId && ticket.deletedAt === ''),
    ),
    map((tickets) => tickets.filter((ticket) => ticket !== undefined)),
    switchMap((direct) =>
      all(direct.map(({ id }) => mergedSources(replica, id, seen))).pipe(
        map((further) => [...direct, ...further.flat()]),
      ),
    ),
  )
}

/** The latest of each; at once when there are none. */
export function all<T>(sources: readonly Observable<T>[]): Observable<readonly T[]> {
  return sources.length === 0 ? of([]) : combineLatest(sources)
}
