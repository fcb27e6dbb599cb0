import { useTranslation } from 'react-i18next'
import type { Article } from '#shared/articles/schema.ts'
import classes from './knowledge.module.css'

/** Where an article stands and whom it is for. */
export function ArticleSigns({ article }: { readonly article: Article }) {
  const { t } = useTranslation('knowledge')
  return (
    <>
      <span className={classes['state']} data-state={article.state}>
        {t(`state.${article.state}`)}
      </span>
      <span>{t(`audience.${article.audience}`)}</span>
      <span>{article.language.toUpperCase()}</span>
    </>
  )
}
