import { v7 as uuidv7 } from 'uuid'
import { useTranslation } from 'react-i18next'
import { changes, creates } from '#shared/acts/write.ts'
import {
  articleFromTicket,
  changeArticle,
  createArticle,
  publishArticle,
  rateArticle,
  restoreVersion,
  type ArticleInput,
} from '#shared/articles/rules.ts'
import type { Article } from '#shared/articles/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { PatchOf } from '#shared/kernel/patch.ts'
import type { Result } from '#shared/kernel/result.ts'
import { systemClock } from '#shared/kernel/time.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor, useSession } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** What can be done to articles; each asks its rule, then saves, or shows the refusal. */
export interface ArticleActs {
  /** The new draft's id, undefined when it was refused. */
  write(title: string): Promise<Id | undefined>
  writeFrom(ticket: Ticket): Promise<Id | undefined>
  change(article: Article, fields: Parameters<typeof changeArticle>[1]): Promise<boolean>
  publish(article: Article): Promise<void>
  restore(article: Article, version: Article): Promise<void>
  rate(article: Article, isHelpful: boolean): Promise<void>
}

/** The acts on articles in the name of the signed-in person. */
export function useArticleActs(): ArticleActs {
  const { i18n } = useTranslation()
  const actor = useActor()
  const { person } = useSession()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  const language = i18n.language === 'fr' ? 'fr' : 'en'
  const deed = () => ({ actor, now: systemClock() })
  const begin = async (input: ArticleInput) => {
    const article = createArticle(input, deed(), uuidv7)
    if (article.ok) await replica.write([creates('articles', article.value)])
    else showRefusal(article.refusal)
    return article.ok ? article.value.docId : undefined
  }
  const save = async (article: Article, decided: Result<PatchOf<Article>>) => {
    if (decided.ok) await replica.write([changes('articles', article.id, decided.value)])
    else showRefusal(decided.refusal)
    return decided.ok
  }
  return {
    write: (title) => begin({ orgId: person.orgId, language, title }),
    writeFrom: (ticket) => begin(articleFromTicket(ticket, language)),
    change: (article, fields) => save(article, changeArticle(article, fields, deed())),
    async publish(article) {
      const publication = publishArticle(article, deed(), uuidv7)
      if (!publication.ok) {
        showRefusal(publication.refusal)
        return
      }
      const { article: patch, version } = publication.value
      await replica.write([changes('articles', article.id, patch), creates('articles', version)])
    },
    async restore(article, version) {
      await save(article, restoreVersion(article, version, deed()))
    },
    async rate(article, isHelpful) {
      await save(article, rateArticle(article, isHelpful, deed()))
    },
  }
}
