import { useTranslation } from 'react-i18next'
import type { Article } from '#shared/articles/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { ArticleSigns } from './article-signs.tsx'
import classes from './knowledge.module.css'

/** Of a long list so many are shown; words find the rest. */
const MOST_SHOWN = 200

interface ArticleListProps {
  readonly articles: readonly Article[]
  readonly openId: Id
  readonly hrefOf: (id: Id) => string
}

/** Articles on two lines each: the title, then where it stands, what it is about and when it last changed. */
export function ArticleList({ articles, openId, hrefOf }: ArticleListProps) {
  const { t } = useTranslation('knowledge')
  const directory = useDirectory()
  const dates = useDates()
  return (
    <ul className={classes['list']} aria-label={t('title')}>
      {articles.slice(0, MOST_SHOWN).map((article) => (
        <li key={article.id}>
          <a
            className={classes['item']}
            href={hrefOf(article.id)}
            aria-current={article.id === openId ? 'page' : undefined}
          >
            <strong lang={article.language}>{article.title}</strong>
            <span className={classes['facts']}>
              <ArticleSigns article={article} />
              <span>{directory.settingName(article.categoryId)}</span>
              <time dateTime={article.updatedAt}>{dates.shortAge(article.updatedAt)}</time>
            </span>
          </a>
        </li>
      ))}
      {articles.length > MOST_SHOWN && <li className={classes['more']}>{t('more')}</li>}
    </ul>
  )
}
