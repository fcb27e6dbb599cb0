import { Button, UnstyledButton } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { versionsOf } from '#shared/articles/rules.ts'
import type { Article } from '#shared/articles/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDocs } from '#renderer/replica/react.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import type { ArticleActs } from './use-article-acts.ts'
import classes from './knowledge.module.css'

interface ArticleVersionsProps {
  readonly article: Article
  readonly acts: ArticleActs
  readonly isReadOnly: boolean
}

/** Every version that was published, to read again and to bring back. */
export function ArticleVersions({ article, acts, isReadOnly }: ArticleVersionsProps) {
  const { t } = useTranslation('knowledge')
  const directory = useDirectory()
  const dates = useDates()
  const [openId, setOpenId] = useState<Id>('')
  const { docs } = useDocs('articles', { selector: { versionOf: article.id } })
  const versions = versionsOf(docs, article.id)
  if (versions.length === 0) return null
  return (
    <section className={classes['versions']} aria-label={t('versions')}>
      <h2 className={classes['heading']}>
        <IconHistory size={15} aria-hidden /> {t('versions')}
      </h2>
      <ol className={classes['versionList']}>
        {versions.map((version) => (
          <li key={version.id}>
            <UnstyledButton
              className={classes['version'] ?? ''}
              aria-expanded={openId === version.id}
              onClick={() => setOpenId(openId === version.id ? '' : version.id)}
            >
              <strong>{t('version', { number: version.version })}</strong>
              <span>{directory.personName(version.authorId)}</span>
              <time dateTime={version.publishedAt}>{dates.full(version.publishedAt)}</time>
            </UnstyledButton>
            {openId === version.id && (
              <>
                <div className={classes['body']} lang={version.language}>
                  {version.body}
                </div>
                {!isReadOnly && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => void acts.restore(article, version)}
                  >
                    {t('restore')}
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
