import { IconCheckbox } from '@tabler/icons-react'
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { progress } from '#shared/items/tasks.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useDocs } from '#renderer/replica/react.tsx'
import type { Turns } from '#renderer/ui/turns.ts'
import classes from './task-progress.module.css'

/** Rows that only fly by while somebody scrolls ask for nothing, in milliseconds. */
const RESTS_MS = 150

/** Lets the rows of one list ask one after another; outside of a list each asks at once. */
export const TurnsContext = createContext<Turns>({
  wait(begin) {
    begin()
    return () => undefined
  },
})

/** How far the tasks of a ticket are, `3/5`; nothing where there are none. For a row of a list. */
export function TaskProgress({ ticketId }: { readonly ticketId: Id }) {
  const turns = use(TurnsContext)
  const [isAsked, setAsked] = useState(false)
  const leave = useRef(() => undefined as void)
  useEffect(() => {
    const timer = window.setTimeout(() => {
      leave.current = turns.wait(() => setAsked(true))
    }, RESTS_MS)
    return () => {
      window.clearTimeout(timer)
      leave.current()
    }
  }, [turns])
  const onKnown = useCallback(() => leave.current(), [])
  return isAsked ? <KnownProgress ticketId={ticketId} onKnown={onKnown} /> : null
}

interface KnownProgressProps {
  readonly ticketId: Id
  /** The first answer is there. */
  readonly onKnown: () => void
}

function KnownProgress({ ticketId, onKnown }: KnownProgressProps) {
  const { t } = useTranslation('tasks')
  const query = useMemo(() => ({ selector: { ticketId, kind: 'task' as const, deletedAt: '' } }), [ticketId])
  const { docs, loading } = useDocs('items', query)
  useEffect(() => {
    if (!loading) onKnown()
  }, [loading, onKnown])
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
