import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Article } from '#shared/articles/schema.ts'
import type { Language } from '#shared/people/schema.ts'
import { isPublicArticle } from '#shared/policy/portal.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useSession } from '#renderer/platform/session-context.tsx'
import { useDocs } from '#renderer/replica/react.tsx'
import type { Piece } from './insert-dialog.tsx'

const PUBLISHED = { selector: { versionOf: '', state: 'published' as const, deletedAt: '' } }

/** The published articles a reply may take, those in its language first: their words, or where the portal shows them. */
export function useArticlePieces(ticket: Ticket, language: Language): readonly Piece[] {
  const { t } = useTranslation(['knowledge', 'messages'])
  const { serverUrl } = useSession()
  const { docs } = useDocs('articles', PUBLISHED)
  return useMemo(
    () =>
      docs
        .filter(({ orgId }) => orgId === '' || orgId === ticket.orgId)
        .toSorted(byLanguage(language))
        .map((article) => ({
          id: article.id,
          name: article.title,
          hint: `${article.language.toUpperCase()} · ${t(`audience.${article.audience}`)}`,
          language: article.language,
          forms: [
            { label: t('messages:insert.articleText'), words: article.body },
            ...(isPublicArticle(article)
              ? [{ label: t('messages:insert.articleLink'), words: portalLink(article, serverUrl) }]
              : []),
          ],
        })),
    [docs, ticket.orgId, language, serverUrl, t],
  )
}

function byLanguage(language: Language): (a: Article, b: Article) => number {
  return (a, b) =>
    Number(b.language === language) - Number(a.language === language) ||
    b.updatedAt.localeCompare(a.updatedAt)
}

function portalLink({ id, title }: Article, serverUrl: string): string {
  return `${title}\n${serverUrl}/portal/#/article/${encodeURIComponent(id)}`
}
