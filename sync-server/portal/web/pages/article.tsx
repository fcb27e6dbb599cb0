import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../format.ts'
import { PlainText } from '../parts/plain-text.tsx'
import { Loading, LoadProblem } from '../parts/states.tsx'
import { hrefOf } from '../route.ts'
import { useLoaded, usePortal } from '../state/portal.tsx'
import { MissingPage } from './missing.tsx'

/** One article of the knowledge base. */
export function ArticlePage({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { api } = usePortal()
  const article = useLoaded(id, (signal) => api.article(id, signal))
  if (article.value === undefined) {
    if (article.failure?.kind === 'refused' && article.failure.status === 404) return <MissingPage />
    if (article.failure) return <LoadProblem failure={article.failure} retry={article.reload} />
    return <Loading />
  }
  const { title, body, language, updatedAt } = article.value
  return (
    <div className="p-page">
      <a className="p-back" href={hrefOf({ page: 'home' })}>
        <IconArrowLeft size={18} aria-hidden />
        {t('nav.home')}
      </a>
      <article className="p-card p-reading" lang={language}>
        <h1>{title}</h1>
        <PlainText text={body} />
        <p className="p-dim">{t('article.updated', { day: day(updatedAt) })}</p>
      </article>
      <section className="p-still">
        <h2>{t('article.stillTitle')}</h2>
        <Button component="a" variant="default" href={hrefOf({ page: 'report' })}>
          {t('article.still')}
        </Button>
      </section>
    </div>
  )
}
