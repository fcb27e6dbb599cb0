import type { Article } from '#shared/articles/schema.ts'
import { plain } from '#shared/kernel/plain-text.ts'
import { wordsIn } from '#shared/tickets/filter.ts'

/** Which articles the list shows. */
export interface ArticleFilter {
  readonly typed: string
  /** 'all' for every state but retired. */
  readonly state: 'all' | Article['state']
  /** '' for both languages. */
  readonly language: '' | Article['language']
}

/** The list as it opens. */
export const EVERY_ARTICLE: ArticleFilter = { typed: '', state: 'all', language: '' }

/**
 * The articles that fit, kept versions left out: those whose title holds the words first, then those whose text does;
 * within each the latest change first.
 */
export function findArticles(
  articles: readonly Article[],
  { typed, state, language }: ArticleFilter,
): readonly Article[] {
  const words = wordsIn(typed)
  const holds = (text: string) => {
    const known = plain(text)
    return words.every((word) => known.includes(word))
  }
  const listed = articles
    .filter((article) => article.versionOf === '' && article.deletedAt === '')
    .filter((article) => (state === 'all' ? article.state !== 'retired' : article.state === state))
    .filter((article) => language === '' || article.language === language)
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  const byTitle = listed.filter(({ title }) => holds(title))
  const byText = listed.filter(
    ({ title, body, tags }) => !holds(title) && holds(`${title} ${tags.join(' ')} ${body}`),
  )
  return [...byTitle, ...byText]
}
