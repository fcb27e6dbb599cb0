import MiniSearch from 'minisearch'
import { articles as allArticles } from '#shared/articles/collection.ts'
import type { Article } from '#shared/articles/schema.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Clock } from '#shared/kernel/time.ts'
import type { Language, Person } from '#shared/people/schema.ts'
import { isPublicArticle } from '#shared/policy/portal.ts'
import type { Store } from '../../store/store.ts'
import type { SyncService } from '../../sync/service.ts'

/** Public articles as one person may find them. */
export interface ArticleSearch {
  /** The best first; without words the latest. */
  search(reader: Reader, language: Language, words: string): Promise<readonly Article[]>
  article(reader: Reader, id: Id): Promise<Article | undefined>
  stop(): void
}

type Reader = Pick<Person, 'orgId'>

interface Shelf {
  readonly articles: ReadonlyMap<Id, Article>
  readonly index: MiniSearch<Article>
  readonly readAt: number
}

const MOST_ARTICLES = 2000
const BATCH = 200
const MOST_HITS = 6
/** A hit this much weaker than the best one is noise. */
const LEAST_SHARE = 0.35
/** Milliseconds for which articles are not read again whatever happens. */
const REST_MS = 2000

/** Words that say nothing about a problem, without accents. */
const STOP_WORDS = new Set(
  (
    'the and for with not this that have has does doesn isn are can cannot from when what how why where ' +
    'les des une est pas que qui pour dans sur mon mes ma avec plus ne se ce il elle je nous vous en au aux du de la le un et ou'
  ).split(' '),
)

/** The word as it is indexed: lower case, no accents; null drops it. */
export function indexedWord(word: string): string | null {
  const plain = word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.length < 2 || STOP_WORDS.has(plain) ? null : plain
}

/** Searches the public articles in memory; they are read again after something changed. */
export function createArticleSearch(
  store: Store,
  sync: Pick<SyncService, 'onHead'>,
  clock: Clock,
): ArticleSearch {
  let shelf: Promise<Shelf> | undefined
  let stale = true
  const stop = sync.onHead(() => {
    stale = true
  })
  const current = async (): Promise<Shelf> => {
    const known = await shelf?.catch(() => undefined)
    const now = Date.parse(clock())
    if (known && (!stale || now - known.readAt < REST_MS)) return known
    stale = false
    shelf = readShelf(store, now)
    return shelf
  }
  const visible = (reader: Reader, article: Article | undefined) =>
    article && (article.orgId === '' || article.orgId === reader.orgId) ? article : undefined
  return {
    stop,
    async search(reader, language, words) {
      const { articles, index } = await current()
      const mine = (article: Article | undefined) =>
        article?.language === language && visible(reader, article) !== undefined
      if (words.trim() === '') {
        const all = [...articles.values()].filter(mine)
        return all.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, MOST_HITS)
      }
      const hits = index.search(words, { filter: ({ id }) => mine(articles.get(id as Id)) })
      const least = (hits[0]?.score ?? 0) * LEAST_SHARE
      return hits
        .filter(({ score }) => score >= least)
        .slice(0, MOST_HITS)
        .flatMap(({ id }) => articles.get(id as Id) ?? [])
    },
    async article(reader, id) {
      const stored = await store.doc('articles', id)
      const article = stored && asArticle(stored.doc)
      return article && isPublicArticle(article) ? visible(reader, article) : undefined
    },
  }
}

/** One that was stored before a field existed has its default. */
function asArticle(doc: Doc): Article {
  return { ...(allArticles.defaults as Article), ...(doc as Article) }
}

async function readShelf(store: Store, readAt: number): Promise<Shelf> {
  const articles = new Map<Id, Article>()
  let afterId: Id | undefined
  while (articles.size < MOST_ARTICLES) {
    const page = { limit: BATCH, ...(afterId === undefined ? {} : { afterId }) }
    // oxlint-disable-next-line no-await-in-loop -- each batch begins where the one before ended
    const batch = await store.find('articles', 'audience', 'public:published', page)
    for (const article of batch.map(({ doc }) => asArticle(doc))) {
      if (isPublicArticle(article)) articles.set(article.id, article)
    }
    if (batch.length < BATCH) break
    afterId = batch.at(-1)?.doc.id
  }
  const index = new MiniSearch<Article>({
    fields: ['title', 'body'],
    processTerm: indexedWord,
    searchOptions: {
      boost: { title: 3 },
      prefix: (word) => word.length >= 3,
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
    },
  })
  index.addAll([...articles.values()])
  return { articles, index, readAt }
}
