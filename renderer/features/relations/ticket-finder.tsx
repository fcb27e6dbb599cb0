import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useSearch } from '#renderer/replica/search/search-context.tsx'
import { StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import classes from './relations.module.css'

const MOST_SHOWN = 8

interface TicketFinderProps {
  readonly label: string
  /** Tickets that make no sense here, such as the one that is open. */
  readonly without: readonly Id[]
  readonly onChoose: (id: Id) => void
}

/** Finds a ticket by number, title or words; arrows move, Enter chooses. */
export function TicketFinder({ label, without, onChoose }: TicketFinderProps) {
  const { t } = useTranslation('relations')
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const { hits, answered, isFinal } = useSearch(typed)
  const shown = hits.filter(({ id }) => !without.includes(id)).slice(0, MOST_SHOWN)
  const press = (event: KeyboardEvent) => {
    const hit = shown[at]
    if (event.key === 'ArrowDown') setAt(Math.min(shown.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter' && hit !== undefined) onChoose(hit.id)
    else return
    event.preventDefault()
  }
  const isNothing = shown.length === 0 && typed !== '' && isFinal && answered === typed
  return (
    <div>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={label}
        aria-expanded={shown.length > 0}
        aria-controls="ticket-finder"
        aria-activedescendant={shown[at] === undefined ? undefined : `find-${shown[at].id}`}
        placeholder={t('findHint')}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div id="ticket-finder" role="listbox" aria-label={label} className={classes['hits']}>
        {shown.map((hit, index) => (
          <div
            key={hit.id}
            id={`find-${hit.id}`}
            role="option"
            aria-selected={index === at}
            className={classes['hit']}
            onMouseEnter={() => setAt(index)}
            onClick={() => onChoose(hit.id)}
          >
            <StatusIcon status={hit.status} />
            <span className={classes['number']}>{ticketName(hit)}</span>
            <span className={classes['title']}>{hit.title}</span>
          </div>
        ))}
        {isNothing && <p className={classes['nothing']}>{t('nothing')}</p>}
      </div>
    </div>
  )
}
