import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchEverywhere, type LiveSearch } from '#renderer/replica/search/search-context.tsx'
import type { SearchHit } from '#renderer/replica/search/search-protocol.ts'
import { resultId, SearchResult } from './search-result.tsx'
import classes from './search.module.css'

interface SearchDialogProps {
  readonly onClose: () => void
  readonly onOpen: (hit: SearchHit) => void
}

/** Finds tickets, people, articles and assets as one types; arrows move, Enter opens. */
export function SearchDialog({ onClose, onOpen }: SearchDialogProps) {
  const { t } = useTranslation('search')
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = useSearchEverywhere(query)
  const { hits } = found
  const chosen = hits[at]
  const open = (hit: SearchHit) => {
    onClose()
    onOpen(hit)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(hits.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter' && chosen !== undefined) open(chosen)
    else return
    event.preventDefault()
  }
  return (
    <Modal opened onClose={onClose} withCloseButton={false} size={680} padding={0} aria-label={t('label')}>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="md"
        className={classes['field'] ?? ''}
        leftSection={<IconSearch size={17} aria-hidden />}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="search-results"
        aria-activedescendant={chosen === undefined ? undefined : resultId(chosen)}
        aria-label={t('label')}
        placeholder={t('placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div id="search-results" role="listbox" aria-label={t('label')} className={classes['results']}>
        <Results hits={hits} at={at} onOpen={open} onPoint={setAt} />
      </div>
      <Foot query={query} found={found} />
    </Modal>
  )
}

interface ResultsProps {
  readonly hits: readonly SearchHit[]
  readonly at: number
  readonly onOpen: (hit: SearchHit) => void
  readonly onPoint: (at: number) => void
}

/** What fits, by kind; the kinds stand in the order of their best. */
function Results({ hits, at, onOpen, onPoint }: ResultsProps) {
  const { t } = useTranslation('search')
  const kinds = [...Map.groupBy(hits, ({ kind }) => kind)]
  return kinds.map(([kind, some]) => (
    <div key={kind} role="group" aria-label={t(`kind.${kind}`)}>
      {(kinds.length > 1 || kind !== 'ticket') && (
        <div className={classes['kind']} aria-hidden>
          {t(`kind.${kind}`)}
        </div>
      )}
      {some.map((hit) => {
        const index = hits.indexOf(hit)
        return (
          <SearchResult
            key={hit.id}
            hit={hit}
            isAt={index === at}
            onOpen={onOpen}
            onPoint={() => onPoint(index)}
          />
        )
      })}
    </div>
  ))
}

interface FootProps {
  readonly query: string
  readonly found: LiveSearch
}

/** What the list holds, or why it is empty. */
function Foot({ query, found: { hits, answered, isFinal, building, unknown } }: FootProps) {
  const { t } = useTranslation('search')
  const words = () => {
    if (building > 0) return t('building', { count: building })
    if (query === '') return t('hint')
    if (unknown.length > 0) return t('unknown', { part: unknown[0] ?? '' })
    if (hits.length === 0 && isFinal && answered === query) return t('nothing', { query })
    return `${t('results', { count: hits.length })} · ${t('keys')}`
  }
  return (
    <p className={classes['foot']} role="status">
      {words()}
    </p>
  )
}
