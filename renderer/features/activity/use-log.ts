import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDocs, useOutbox } from '#renderer/replica/react.tsx'
import { logEntries, type LogEntry } from './entries.ts'
import { useEntryWords, type EntryWords } from './entry-words.ts'
import { eventKind, subjectsOf, type EventKind } from './subjects.ts'
import { useEndNames, useTicketParts } from './use-subjects.ts'

/** The log of a ticket, newest first, and how one tells of it. */
export interface Log {
  readonly entries: readonly LogEntry[]
  /** What each entry is about, in the order of the entries. */
  readonly kinds: readonly EventKind[]
  readonly words: EntryWords
  readonly isLoading: boolean
}

/** Keeps the log of a ticket live, with what waits on this device. */
export function useLog(ticketId: Id): Log {
  const actor = useActor()
  const outbox = useOutbox()
  const query = useMemo(
    () => ({ selector: { ticketId }, sort: [{ ticketId: 'asc' as const }, { acceptedAt: 'asc' as const }] }),
    [ticketId],
  )
  const { docs, loading: isLoading } = useDocs('activity', query)
  const { items, links } = useTicketParts(ticketId)
  const nameOf = useEndNames(links, items)
  const entries = useMemo(() => {
    const partIds = new Set([...items, ...links].map(({ id }) => id))
    return logEntries(docs, outbox, { ticketId, partIds }, actor)
  }, [docs, outbox, ticketId, items, links, actor])
  const subjects = useMemo(() => subjectsOf(entries, items, links), [entries, items, links])
  const kinds = useMemo(() => entries.map((entry) => eventKind(entry, subjects)), [entries, subjects])
  return { entries, kinds, words: useEntryWords(ticketId, subjects, nameOf), isLoading }
}
