import { IconCheckbox } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { progress } from '#shared/items/tasks.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useDocs } from '#renderer/replica/react.tsx'
import classes from './task-progress.module.css'

/** Rows that only fly by while somebody scrolls ask for nothing, in milliseconds. */
const RESTS_MS = 150

/** How far the tasks of a ticket are, `3/5`; nothing where there are none. For a row of a list. */
export function TaskProgress({ ticketId }: { readonly ticketId: Id }) {
  const [isResting, setResting] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => setResting(true), RESTS_MS)
    return () => window.clearTimeout(timer)
  }, [])
  return isResting ? <KnownProgress ticketId={ticketId} /> : null
}

function KnownProgress({ ticketId }: { readonly ticketId: Id }) {
  const { t } = useTranslation('tasks')
  const query = useMemo(() => ({ selector: { ticketId, kind: 'task' as const, deletedAt: '' } }), [ticketId])
  const { docs } = useDocs('items', query)
  const { done, total } = progress(docs)
  if (total === 0) return null
  return (
    <span
      className={classes['progress']}
      title={t('progress', { done, all: total })}
      data-done={done === total || undefined}
    >
      <IconCheckbox size={13} aria-hidden />
      <span aria-label={t('progress', { done, all: total })} role="img">
        {t('progressShort', { done, all: total })}
      </span>
    </span>
  )
}
