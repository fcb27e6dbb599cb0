import { useEffect, useMemo, useState } from 'react'
import { combineLatest, distinctUntilChanged, map, startWith, switchMap, type Observable } from 'rxjs'
import type { Activity } from '#shared/activity/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { Replica } from '#renderer/replica/replica.ts'
import { useOutbox, useReplica } from '#renderer/replica/react.tsx'
import { all, mergedSources } from './merged-sources.ts'

/** What was said on a ticket and on those merged into it, oldest first, split as the page shows it. */
export interface TicketMessages {
  readonly isLoading: boolean
  /** What the requester reads: replies, mails, portal, chat and public notes. */
  readonly conversation: readonly Message[]
  /** Notes of either visibility. */
  readonly notes: readonly Message[]
  /** Ids of messages that have not reached the server. */
  readonly waiting: ReadonlySet<Id>
  /** When replies went out, by message, as far as the activity log tells. */
  readonly sentAt: ReadonlyMap<Id, Instant>
  /** The tickets that were merged into this one, by id. */
  readonly sources: ReadonlyMap<Id, Ticket>
}

interface Said {
  readonly ticketId: Id
  readonly messages: readonly Message[]
  readonly activity: readonly Activity[]
  readonly sources: readonly Ticket[]
}

/** Keeps the messages of a ticket live. */
export function useTicketMessages(ticketId: Id): TicketMessages {
  const replica = useReplica()
  const outbox = useOutbox()
  const [latest, setLatest] = useState<Said>()
  useEffect(() => {
    const subscription = said(replica, ticketId).subscribe(setLatest)
    return () => subscription.unsubscribe()
  }, [replica, ticketId])
  return useMemo(() => {
    const { messages, activity, sources } = latest?.ticketId === ticketId ? latest : NOTHING
    const shown = messages.filter((message) => message.deletedAt === '')
    return {
      isLoading: latest?.ticketId !== ticketId,
      conversation: shown.filter((message) => message.visibility === 'public'),
      notes: shown.filter((message) => message.kind === 'note'),
      waiting: new Set(
        outbox.filter((mutation) => mutation.collection === 'messages').map(({ docId }) => docId),
      ),
      sentAt: new Map(
        activity
          .filter(({ changes }) =>
            changes.some(({ field, after }) => field === 'delivery' && after === 'sent'),
          )
          .map(({ docId, acceptedAt }) => [docId, acceptedAt]),
      ),
      sources: new Map(sources.map((source) => [source.id, source])),
    }
  }, [latest, ticketId, outbox])
}

const NOTHING: Omit<Said, 'ticketId'> = { messages: [], activity: [], sources: [] }

function said(replica: Replica, ticketId: Id): Observable<Said> {
  // Its own messages do not wait for what was merged into it, which few tickets have.
  return mergedSources(replica, ticketId).pipe(
    startWith(NOTHING.sources),
    distinctUntilChanged((a, b) => a.length === 0 && b.length === 0),
    switchMap((sources) => {
      const ids = [ticketId, ...sources.map(({ id }) => id)]
      const messages = all(ids.map((id) => messagesOf(replica, id)))
      const activity = all(ids.map((id) => deliveriesOf(replica, id)))
      return combineLatest([messages, activity]).pipe(
        map(([found, entries]) => ({
          ticketId,
          sources,
          messages: found.flat().toSorted((a, b) => a.at.localeCompare(b.at)),
          activity: entries.flat(),
        })),
      )
    }),
  )
}

function messagesOf(replica: Replica, ticketId: Id): Observable<readonly Message[]> {
  return replica.find('messages', {
    selector: { ticketId },
    sort: [{ ticketId: 'asc' }, { at: 'asc' }],
  })
}

function deliveriesOf(replica: Replica, ticketId: Id): Observable<readonly Activity[]> {
  return replica.find('activity', { selector: { ticketId, collection: 'messages', action: 'changed' } })
}
