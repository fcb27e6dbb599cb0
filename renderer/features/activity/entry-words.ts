import { useTranslation } from 'react-i18next'
import type { FieldChange } from '#shared/activity/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Link } from '#shared/links/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { NO_VALUE, useFieldWords } from '#renderer/ui/field-words.ts'
import { setChange, type LogEntry } from './entries.ts'
import { useItemWords } from './item-words.ts'
import type { Subjects } from './subjects.ts'

const LONG_TEXTS = ['resolution', 'rootCause', 'workaround']
const WROTE = ['reply', 'mail', 'portal', 'chat', 'note'] as const

/** What the log says of an entry. */
export interface EntryWords {
  /** What somebody did: `added the task “Order a dock”`. */
  sentence(entry: LogEntry): string
  /** What changed, before and after, one line each. */
  lines(entry: LogEntry): readonly string[]
}

/** Puts the log of a ticket into words; `nameOf` knows what its links lead to. */
export function useEntryWords(ticketId: Id, subjects: Subjects, nameOf: (id: Id) => string): EntryWords {
  const { t } = useTranslation('activity')
  const work = useItemWords(subjects, nameOf)
  const relation = useRelationWords(ticketId, nameOf)
  const change = useChangeWords()
  const sentence = (entry: LogEntry): string => {
    const { collection, docId, action } = entry
    if (collection === 'items') return work.sentence(entry)
    if (collection === 'messages') return t(`message.${messageAct(entry)}`)
    if (collection === 'links')
      return t(`link.${isBack(entry) ? 'restored' : action}`, relation(subjects.link(docId)))
    if (collection === 'documents')
      return t(`file.${isBack(entry) ? 'restored' : action}`, { name: subjects.fileName(docId) || NO_VALUE })
    return t(`${collection === 'tickets' ? 'ticket' : 'other'}.${action}`)
  }
  return {
    sentence,
    lines: (entry) => {
      if (entry.collection === 'items') return work.lines(entry)
      return entry.collection === 'tickets' && entry.action === 'changed' ? entry.changes.flatMap(change) : []
    },
  }
}

/** Somebody took a removal back. */
function isBack({ action, changes }: LogEntry): boolean {
  return action === 'changed' && changes.some(({ field, after }) => field === 'deletedAt' && after === '')
}

type MessageAct = (typeof WROTE)[number] | 'created' | 'deleted' | 'sentAgain' | 'delivery'

function messageAct({ action, changes }: LogEntry): MessageAct {
  if (action === 'created') {
    const kind = changes.find(({ field }) => field === 'kind')?.after
    return WROTE.find((each) => each === kind) ?? 'created'
  }
  if (action === 'deleted') return 'deleted'
  return changes.some(({ field }) => field === 'resends') ? 'sentAgain' : 'delivery'
}

/** A link as this ticket reads it: how it is related, and to what. */
function useRelationWords(
  ticketId: Id,
  nameOf: (id: Id) => string,
): (link: Partial<Link>) => { readonly how: string; readonly name: string } {
  const { t } = useTranslation(['activity', 'links'])
  return ({ kind = 'related', fromId = '', toId = '' }) => {
    const isForward = fromId === ticketId
    const name = nameOf(isForward ? toId : fromId)
    return {
      how: isForward ? t(`links:forward.${kind}`) : t(`links:inverse.${kind}`),
      name: name || t('notHere'),
    }
  }
}

function useChangeWords(): (change: FieldChange) => readonly string[] {
  const { t } = useTranslation('activity')
  const words = useFieldWords(useDirectory())
  return (change) => {
    const field = words.field(change.field)
    if (LONG_TEXTS.includes(change.field)) return [t('rewritten', { field })]
    const set = setChange(change)
    if (set !== undefined) {
      const named = (values: readonly string[]) => words.value(change.field, values)
      return [
        ...(set.added.length > 0 ? [t('added', { field, values: named(set.added) })] : []),
        ...(set.removed.length > 0 ? [t('removed', { field, values: named(set.removed) })] : []),
      ]
    }
    const before = words.value(change.field, change.before)
    const after = words.value(change.field, change.after)
    if (before === NO_VALUE) return [t('set', { field, after })]
    return [after === NO_VALUE ? t('cleared', { field, before }) : t('moved', { field, before, after })]
  }
}
