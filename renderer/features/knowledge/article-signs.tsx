import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Article } from '#shared/articles/schema.ts'

const COLOURS = { draft: 'yellow', published: 'green', retired: 'gray' } as const

/** Where an article stands and whom it is for. */
export function ArticleSigns({ article }: { readonly article: Article }) {
  const { t } = useTranslation('knowledge')
  return (
    <>
      <Badge size="xs" variant="light" color={COLOURS[article.state]}>
        {t(`state.${article.state}`)}
      </Badge>
      <span>{t(`audience.${article.audience}`)}</span>
      <span>{article.language.toUpperCase()}</span>
    </>
  )
}
