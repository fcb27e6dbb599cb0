import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hrefOf } from '../route.ts'

interface MissingProps {
  readonly title?: string
  readonly body?: string
}

/** There is nothing at this address that the person may see. */
export function MissingPage({ title, body }: MissingProps) {
  const { t } = useTranslation()
  return (
    <div className="p-page p-narrow">
      <h1>{title ?? t('article.missingTitle')}</h1>
      <p>{body ?? t('article.missingBody')}</p>
      <Button component="a" href={hrefOf({ page: 'home' })}>
        {t('article.toHome')}
      </Button>
    </div>
  )
}
