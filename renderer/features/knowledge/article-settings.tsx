import { useTranslation } from 'react-i18next'
import type { Article } from '#shared/articles/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PropertyPicker } from '#renderer/ui/property.tsx'
import { settingChoices } from '#renderer/ui/setting-choices.ts'
import type { ArticleActs } from './use-article-acts.ts'
import classes from './knowledge.module.css'

const AUDIENCES = ['internal', 'public'] as const

interface ArticleSettingsProps {
  readonly article: Article
  readonly acts: ArticleActs
}

/** Whom an article is for and what it is about. */
export function ArticleSettings({ article, acts }: ArticleSettingsProps) {
  const { t } = useTranslation('knowledge')
  const directory = useDirectory()
  return (
    <section className={classes['settings']} aria-label={t('settings')}>
      <PropertyPicker
        label={t('field.audience')}
        value={article.audience}
        choices={AUDIENCES.map((audience) => ({ value: audience, label: t(`audience.${audience}`) }))}
        disabled={false}
        onChange={(value) =>
          void acts.change(article, {
            audience: AUDIENCES.find((audience) => audience === value) ?? article.audience,
          })
        }
      />
      <PropertyPicker
        label={t('field.categoryId')}
        value={article.categoryId}
        choices={settingChoices(directory, 'category', t('none'), article.categoryId)}
        disabled={false}
        onChange={(categoryId) => void acts.change(article, { categoryId })}
      />
    </section>
  )
}
