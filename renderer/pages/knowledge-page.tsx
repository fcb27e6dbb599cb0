import { Button, EmptyState, Select, TextInput, Title } from '@mantine/core'
import { IconBook2, IconFileOff, IconPencilPlus, IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ArticleList } from '#renderer/features/knowledge/article-list.tsx'
import { ArticleView } from '#renderer/features/knowledge/article-view.tsx'
import {
  EVERY_ARTICLE,
  findArticles,
  type ArticleFilter,
} from '#renderer/features/knowledge/find-articles.ts'
import { useArticleActs } from '#renderer/features/knowledge/use-article-acts.ts'
import { useDoc, useDocs } from '#renderer/replica/react.tsx'
import classes from './knowledge-page.module.css'

const ALL = { selector: { versionOf: '' } }
const STATES = ['all', 'published', 'draft', 'retired'] as const

interface KnowledgePageProps {
  /** '' for none. */
  readonly articleId: Id
  readonly hrefOf: (articleId: Id) => string
  readonly onOpen: (articleId: Id) => void
}

/** The knowledge base: articles beside the one that is read or written. */
export function KnowledgePage({ articleId, hrefOf, onOpen }: KnowledgePageProps) {
  const { t } = useTranslation('knowledge')
  const [filter, setFilter] = useState(EVERY_ARTICLE)
  const acts = useArticleActs()
  const { docs, loading } = useDocs('articles', ALL)
  const found = useMemo(() => findArticles(docs, filter), [docs, filter])
  const write = () =>
    void acts.write(t('untitled')).then((id) => {
      if (id !== undefined) onOpen(id)
    })
  return (
    <div className={classes['page']}>
      <aside className={classes['side']}>
        <header className={classes['head']}>
          <Title order={1} size="h4">
            {t('title')}
          </Title>
          <Button variant="default" leftSection={<IconPencilPlus size={15} aria-hidden />} onClick={write}>
            {t('new')}
          </Button>
        </header>
        <FilterFields filter={filter} onChange={setFilter} />
        <div className={classes['list']}>
          {!loading && found.length === 0 ? (
            <EmptyState icon={<IconBook2 size={30} />} title={t('emptyTitle')} description={t('emptyBody')} />
          ) : (
            <ArticleList articles={found} openId={articleId} hrefOf={hrefOf} />
          )}
        </div>
      </aside>
      <div className={classes['reader']}>
        {articleId === '' ? (
          <EmptyState
            className={classes['none'] ?? ''}
            icon={<IconBook2 size={34} />}
            title={t('noneTitle')}
            description={t('noneBody')}
          />
        ) : (
          <OpenArticle key={articleId} articleId={articleId} />
        )}
      </div>
    </div>
  )
}

function OpenArticle({ articleId }: Pick<KnowledgePageProps, 'articleId'>) {
  const { t } = useTranslation('knowledge')
  const { doc: article, loading } = useDoc('articles', articleId)
  if (article !== undefined && article.deletedAt === '') return <ArticleView article={article} />
  if (loading) return null
  return (
    <EmptyState
      className={classes['none'] ?? ''}
      icon={<IconFileOff size={34} />}
      title={t('missingTitle')}
      description={t('missingBody')}
    />
  )
}

interface FilterFieldsProps {
  readonly filter: ArticleFilter
  readonly onChange: (filter: ArticleFilter) => void
}

function FilterFields({ filter, onChange }: FilterFieldsProps) {
  const { t } = useTranslation('knowledge')
  return (
    <div className={classes['filter']}>
      <TextInput
        size="xs"
        flex={1}
        aria-label={t('find')}
        placeholder={t('findHint')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter.typed}
        onChange={(event) => onChange({ ...filter, typed: event.currentTarget.value })}
      />
      <Select
        size="xs"
        w={130}
        allowDeselect={false}
        aria-label={t('stateLabel')}
        data={STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        value={filter.state}
        onChange={(value) => onChange({ ...filter, state: STATES.find((state) => state === value) ?? 'all' })}
      />
    </div>
  )
}
