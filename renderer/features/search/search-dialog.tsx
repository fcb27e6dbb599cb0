import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useSearch, type LiveSearch } from '#renderer/replica/search/search-context.tsx'
import { SearchResult } from './search-result.tsx'
import classes from './search.module.css'

interface SearchDialogProps {
  readonly onClose: () => void
  readonly onOpenTicket: (id: Id) => void
}

/** Finds tickets as one types; arrows move, Enter opens. */
export function SearchDialog({ onClose, onOpenTicket }: SearchDialogProps) {
  const { t } = useTranslation('search')
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = useSearch(query)
  const { hits } = found
  const open = (id: Id) => {
    onClose()
    onOpenTicket(id)
  }
  const press = (event: KeyboardEvent) => {
    const hit = hits[at]
    if (event.key === 'ArrowDown') setAt(Math.min(hits.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter' && hit !== undefined) open(hit.id)
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
        aria-activedescendant={hits[at] === undefined ? undefined : `search-${hits[at].id}`}
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
        {hits.map((hit, index) => (
          <SearchResult
            key={hit.id}
            hit={hit}
            isAt={index === at}
            onOpen={open}
            onPoint={() => setAt(index)}
          />
        ))}
      </div>
      <Foot query={query} found={found} />
    </Modal>
  )
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
