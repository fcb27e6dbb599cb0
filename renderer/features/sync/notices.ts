import { useMemo } from 'react'
import type { Notice } from '#shared/notices/schema.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { useDocs, useReplica } from '#renderer/replica/react.tsx'
import type { WriteRequest } from '#renderer/replica/replica.ts'

/** Open notices of one kind, newest first. */
export function useNotices(kind: 'conflict' | 'rejection' | 'held-reply'): readonly Notice[] {
  const { docs } = useDocs('notices', { selector: { state: 'open', kind, deletedAt: '' } })
  return useMemo(() => docs.toSorted((a, b) => b.at.localeCompare(a.at)), [docs])
}

/** Decides about notices; each decision is a change like any other and works offline. */
export function useNoticeActs() {
  const replica = useReplica()
  const mark = (notice: Notice, state: 'taken' | 'dismissed'): WriteRequest => ({
    collection: 'notices',
    docId: notice.id,
    op: 'change',
    patch: { state, readAt: systemClock() },
  })
  return {
    /** Puts one's own value back, with the fields that belong to it. */
    takeMine: (notice: Notice) => {
      const patch: Patch = { ...notice.companions, [notice.field]: notice.yours, ...touched(notice) }
      return replica.write([...change(notice, patch), mark(notice, 'taken')])
    },
    /** Lets a held reply go: the server sends it once it knows. */
    release: (notice: Notice) => replica.write([mark(notice, 'taken')]),
    dismiss: (notice: Notice) => replica.write([mark(notice, 'dismissed')]),
    /** Sends a refused change once more, as it was. */
    tryAgain: (notice: Notice) =>
      replica.write([...change(notice, rejectedPatch(notice)), mark(notice, 'taken')]),
  }
}

function touched(notice: Notice): Patch {
  return notice.collection === 'tickets' ? { updatedAt: systemClock() } : {}
}

function change(notice: Notice, patch: Patch): WriteRequest[] {
  return isCollectionName(notice.collection)
    ? [{ collection: notice.collection, docId: notice.docId, op: 'change', patch }]
    : []
}

/** The whole patch a rejection keeps. */
export function rejectedPatch(notice: Notice): Patch {
  const { yours } = notice
  return typeof yours === 'object' && yours !== null && !Array.isArray(yours) ? (yours as Patch) : {}
}

/** The words a person typed in a refused change: worth keeping whatever becomes of it. */
export function textOf(patch: Patch): string {
  const texts = ['title', 'text', 'resolution', 'rootCause', 'workaround', 'name'].map(
    (field) => patch[field],
  )
  return texts.filter((text): text is string => typeof text === 'string' && text !== '').join('\n\n')
}
