import { useTranslation } from 'react-i18next'
import type { FieldChange } from '#shared/activity/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { NO_VALUE, useFieldWords } from '#renderer/ui/field-words.ts'
import { setChange, type LogEntry } from './entries.ts'
import classes from './activity-log.module.css'

const LONG_TEXTS = ['resolution', 'rootCause', 'workaround']
const CREATED = ['tickets', 'messages', 'items', 'links', 'documents'] as const
const DELETED = ['messages', 'items', 'links', 'documents'] as const
const WROTE = ['reply', 'mail', 'portal', 'chat', 'note'] as const

/** What somebody did, without the fields. */
export function useActionWords(): (entry: LogEntry) => string {
  const { t } = useTranslation('activity')
  return (entry) => {
    if (entry.action === 'deleted')
      return t(`deleted.${DELETED.find((name) => name === entry.collection) ?? 'other'}`)
    if (entry.action === 'created') {
      const kind = WROTE.find((each) =>
        entry.changes.some(({ field, after }) => field === 'kind' && after === each),
      )
      if (entry.collection === 'messages' && kind !== undefined) return t(`wrote.${kind}`)
      return t(`created.${CREATED.find((name) => name === entry.collection) ?? 'other'}`)
    }
    if (entry.collection !== 'messages') return t('changed')
    return t(entry.changes.some(({ field }) => field === 'resends') ? 'sentAgain' : 'delivery')
  }
}

/** Fields of a ticket before and after, one line each. */
export function EntryChanges({ changes }: { readonly changes: readonly FieldChange[] }) {
  const words = useChangeWords()
  return (
    <ul className={classes['changes']}>
      {changes.flatMap(words).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
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
