import { Highlight } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDates } from '#renderer/ui/dates.ts'
import { StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import type { SearchHit } from '#renderer/replica/search/search-index.ts'
import classes from './search.module.css'

interface SearchResultProps {
  readonly hit: SearchHit
  readonly isAt: boolean
  readonly onOpen: (id: Id) => void
  readonly onPoint: () => void
}

/** One ticket that fits, with the words that made it fit marked. */
export function SearchResult({ hit, isAt, onOpen, onPoint }: SearchResultProps) {
  const { t } = useTranslation(['search', 'tickets'])
  const dates = useDates()
  const element = useRef<HTMLDivElement>(null)
  const { status } = hit
  useEffect(() => {
    if (isAt) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isAt])
  return (
    <div
      ref={element}
      id={`search-${hit.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isAt}
      className={classes['result']}
      onClick={() => onOpen(hit.id)}
      onMouseMove={onPoint}
    >
      <StatusIcon status={status} />
      <div className={classes['lines']}>
        <div className={classes['line']}>
          <span className={classes['dim']}>{ticketName(hit)}</span>
          <Marked text={hit.title} terms={hit.terms} />
        </div>
        {hit.excerpt !== '' && (
          <div className={classes['excerpt']}>
            <span className={classes['spoken']}>{t('inMessage')}: </span>
            <Marked text={hit.excerpt} terms={hit.terms} />
          </div>
        )}
      </div>
      <span className={classes['dim']}>
        <span className={classes['spoken']}>{t(`tickets:status.${status}`)}</span>
        {dates.shortAge(new Date(hit.updatedAt).toISOString())}
      </span>
    </div>
  )
}

function Marked({ text, terms }: { readonly text: string; readonly terms: readonly string[] }) {
  return (
    <Highlight component="span" inherit highlight={[...terms]} className={classes['text'] ?? ''}>
      {text}
    </Highlight>
  )
}
