import { Button, Group } from '@mantine/core'
import { IconEyeOff, IconPencil, IconThumbDown, IconThumbUp, IconWorldUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { articles } from '#shared/articles/collection.ts'
import type { Article } from '#shared/articles/schema.ts'
import { mayChange } from '#shared/policy/policy.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useArticleDrafts } from './article-drafts.ts'
import { ArticleEditor } from './article-editor.tsx'
import { ArticleSettings } from './article-settings.tsx'
import { ArticleSigns } from './article-signs.tsx'
import { ArticleVersions } from './article-versions.tsx'
import { useArticleActs, type ArticleActs } from './use-article-acts.ts'
import classes from './knowledge.module.css'

/** An article to read, and for those who may, to write. What was being written stays open through a restart. */
export function ArticleView({ article }: { readonly article: Article }) {
  const actor = useActor()
  const acts = useArticleActs()
  const draft = useArticleDrafts((state) => state.drafts[article.id])
  const [isOpened, setOpened] = useState(false)
  const isReadOnly = !mayChange(actor, 'articles', 'body', articles.buckets?.(article) ?? [])
  const isNew = article.body === '' && article.state === 'draft'
  const isWriting = !isReadOnly && (isOpened || isNew || draft !== undefined)
  return (
    <article className={classes['article']} aria-label={article.title}>
      {isWriting ? (
        <ArticleEditor article={article} acts={acts} onClose={() => setOpened(false)} />
      ) : (
        <Reading article={article} acts={acts} isReadOnly={isReadOnly} onEdit={() => setOpened(true)} />
      )}
      {!isReadOnly && <ArticleSettings article={article} acts={acts} />}
      <ArticleVersions article={article} acts={acts} isReadOnly={isReadOnly} />
    </article>
  )
}

interface ReadingProps {
  readonly article: Article
  readonly acts: ArticleActs
  readonly isReadOnly: boolean
  readonly onEdit: () => void
}

function Reading({ article, acts, isReadOnly, onEdit }: ReadingProps) {
  const { t } = useTranslation(['knowledge', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  return (
    <>
      <header className={classes['head']}>
        <h1 className={classes['title']} lang={article.language}>
          {article.title}
        </h1>
        {!isReadOnly && (
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={onEdit}>
              {t('common:edit')}
            </Button>
            <StateButton article={article} acts={acts} />
          </Group>
        )}
      </header>
      <p className={classes['facts']}>
        <ArticleSigns article={article} />
        <span>{directory.personName(article.authorId)}</span>
        <time dateTime={article.updatedAt} title={dates.full(article.updatedAt)}>
          {t('updated', { ago: dates.ago(article.updatedAt) })}
        </time>
      </p>
      <div className={classes['body']} lang={article.language}>
        {article.body}
      </div>
      {article.state === 'published' && <Rating article={article} acts={acts} />}
    </>
  )
}

function StateButton({ article, acts }: Pick<ReadingProps, 'article' | 'acts'>) {
  const { t } = useTranslation('knowledge')
  if (article.state === 'published') {
    return (
      <Button
        variant="default"
        leftSection={<IconEyeOff size={15} aria-hidden />}
        onClick={() => void acts.change(article, { state: 'retired' })}
      >
        {t('retire')}
      </Button>
    )
  }
  return (
    <Button
      leftSection={<IconWorldUpload size={15} aria-hidden />}
      onClick={() => void acts.publish(article)}
    >
      {t('publish')}
    </Button>
  )
}

function Rating({ article, acts }: Pick<ReadingProps, 'article' | 'acts'>) {
  const { t } = useTranslation('knowledge')
  const { personId } = useActor()
  const answers = [
    { isHelpful: true, ids: article.helpfulIds, icon: IconThumbUp, label: t('helpful') },
    { isHelpful: false, ids: article.unhelpfulIds, icon: IconThumbDown, label: t('unhelpful') },
  ]
  return (
    <Group gap="xs" mt="lg">
      <span className={classes['dim']}>{t('didItHelp')}</span>
      {answers.map(({ isHelpful, ids, icon: Thumb, label }) => (
        <Button
          key={label}
          size="compact-sm"
          variant={ids.includes(personId) ? 'light' : 'default'}
          aria-pressed={ids.includes(personId)}
          leftSection={<Thumb size={14} aria-hidden />}
          onClick={() => void acts.rate(article, isHelpful)}
        >
          {`${label} ${ids.length > 0 ? ids.length : ''}`}
        </Button>
      ))}
    </Group>
  )
}
