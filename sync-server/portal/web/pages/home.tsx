import { Button, CloseButton, TextInput } from '@mantine/core'
import { IconPencilPlus, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_TITLE } from '../../contract.ts'
import { ArticleList } from '../parts/article-list.tsx'
import { Loading, LoadProblem } from '../parts/states.tsx'
import { TicketCards } from '../parts/ticket-card.tsx'
import { goTo, hrefOf } from '../route.ts'
import { beginReport } from '../state/report-draft.ts'
import { useLoaded, useNews, usePortal } from '../state/portal.tsx'
import { useArticleSearch } from '../state/use-article-search.ts'

const REQUESTS_SHOWN = 3

/** The start: what they type is answered from the knowledge base, and from there it is one step to a request. */
export function HomePage() {
  const { t } = useTranslation()
  const { session } = usePortal()
  const [words, setWords] = useState('')
  const report = () => {
    beginReport(session.person, words.trim())
    goTo({ page: 'report' })
  }
  const isSearching = words.trim() !== ''
  const firstName = session.person.name.split(' ')[0] ?? ''
  return (
    <div className="p-page">
      <section className="p-hero">
        <h1>{firstName === '' ? t('home.title') : t('home.titleName', { name: firstName })}</h1>
        <TextInput
          size="lg"
          label={t('home.search')}
          placeholder={t('home.searchPlaceholder')}
          maxLength={MOST_TITLE}
          autoComplete="off"
          enterKeyHint="search"
          leftSection={<IconSearch size={20} aria-hidden />}
          rightSection={
            words !== '' && <CloseButton aria-label={t('home.clear')} onClick={() => setWords('')} />
          }
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
      </section>
      {isSearching ? (
        <>
          <Answers words={words} />
          <ReportCall title={t('home.notHelped')} label={t('home.reportThis')} onReport={report} />
        </>
      ) : (
        <>
          <ReportCall title={t('home.report')} label={t('home.report')} onReport={report} />
          <OpenRequests />
          <Answers words="" />
        </>
      )}
    </div>
  )
}

interface ReportCallProps {
  readonly title: string
  readonly label: string
  readonly onReport: () => void
}

function ReportCall({ title, label, onReport }: ReportCallProps) {
  const { t } = useTranslation()
  return (
    <section className="p-card p-report-call">
      <div>
        <h2>{title}</h2>
        <p className="p-dim">{t('home.reportHint')}</p>
      </div>
      <Button leftSection={<IconPencilPlus size={20} aria-hidden />} onClick={onReport}>
        {label}
      </Button>
    </section>
  )
}

function Answers({ words }: { readonly words: string }) {
  const { t } = useTranslation()
  const found = useArticleSearch(words)
  const articles = found.value ?? []
  const isSearch = found.words !== '' && words.trim() !== ''
  const count = isSearch && found.value ? t('home.resultCount', { count: articles.length }) : ''
  return (
    <section>
      <p className="p-hidden" role="status">
        {count}
      </p>
      {isSearch && found.value && articles.length === 0 && <p>{t('home.noResults')}</p>}
      {articles.length > 0 && (
        <>
          <h2>{t(isSearch ? 'home.results' : 'home.useful')}</h2>
          <ArticleList articles={isSearch ? articles : articles.slice(0, 4)} />
        </>
      )}
      {!found.value && found.isLoading && <Loading />}
      {!found.value && found.failure && <LoadProblem failure={found.failure} retry={found.reload} />}
    </section>
  )
}

function OpenRequests() {
  const { t } = useTranslation()
  const { api } = usePortal()
  const open = useLoaded('open', (signal) => api.tickets('open', '', signal))
  useNews(open.reload)
  const tickets = open.value?.tickets ?? []
  if (tickets.length === 0) return null
  return (
    <section>
      <div className="p-section-head">
        <h2>{t('home.open')}</h2>
        <a href={hrefOf({ page: 'requests', group: 'open' })}>{t('home.allRequests')}</a>
      </div>
      <TicketCards tickets={tickets.slice(0, REQUESTS_SHOWN)} />
    </section>
  )
}
