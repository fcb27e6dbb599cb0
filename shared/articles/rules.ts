import type { Deed } from '../kernel/deed.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import { accept, type Result } from '../kernel/result.ts'
import type { Language } from '../people/schema.ts'
import { checkWrite } from '../policy/check-write.ts'
import type { Ticket } from '../tickets/schema.ts'
import { articles } from './collection.ts'
import type { Article } from './schema.ts'

/** What somebody gives for a new article; it begins as a draft for the desk. */
export type ArticleInput = Pick<Article, 'orgId' | 'language' | 'title'> &
  Partial<Pick<Article, 'body' | 'categoryId' | 'tags' | 'audience' | 'groupId' | 'sourceTicketId'>>

/** A new article as the change that creates it. */
export interface NewArticle {
  readonly docId: Id
  readonly patch: PatchOf<Article>
}

/** A draft. Translations of one article share its `groupId`. Refuses `title-empty`. */
export function createArticle(input: ArticleInput, deed: Deed, newId: NewId): Result<NewArticle> {
  const docId = newId()
  const { actor, now } = deed
  return created(
    docId,
    { groupId: docId, ...input, title: input.title.trim(), authorId: actor.personId, createdAt: now },
    deed,
  )
}

/** What an article made from a ticket begins with: what was found out, in the words that are there. */
export function articleFromTicket(ticket: Ticket, language: Language): ArticleInput {
  const { title, orgId, categoryId, tags, rootCause, workaround, resolution } = ticket
  const body = [rootCause, workaround, resolution].filter((text) => text.trim() !== '').join('\n\n')
  return { title, orgId, language, categoryId, tags: [...tags], body, sourceTicketId: ticket.id }
}

/** Changes what an article says, whom it is for or where it stands. Refuses `version-kept`, `body-empty`. */
export function changeArticle(
  article: Article,
  fields: PatchOf<
    Pick<Article, 'title' | 'body' | 'categoryId' | 'tags' | 'audience' | 'state' | 'deletedAt'>
  >,
  { actor, now }: Deed,
): Result<PatchOf<Article>> {
  return changed(article, { ...fields, updatedAt: now }, { actor, now })
}

/** What publishing writes: the article as it is now, and a version of it that is kept. */
export interface Publication {
  readonly article: PatchOf<Article>
  readonly version: NewArticle
}

/** Publishes an article as it stands and keeps this version for good. Refuses `body-empty`, `version-kept`. */
export function publishArticle(article: Article, deed: Deed, newId: NewId): Result<Publication> {
  const { now } = deed
  const version = article.version + 1
  const published = changed(article, { state: 'published', version, publishedAt: now, updatedAt: now }, deed)
  if (!published.ok) return published
  const { orgId, language, groupId, audience, title, body, categoryId, tags } = article
  const said = { orgId, language, groupId, audience, title, body, categoryId, tags: [...tags] }
  const kept = created(
    newId(),
    {
      ...said,
      state: 'published',
      version,
      versionOf: article.id,
      publishedAt: now,
      authorId: deed.actor.personId,
      createdAt: now,
    },
    deed,
  )
  return kept.ok ? accept({ article: published.value, version: kept.value }) : kept
}

/** The kept versions of an article, the newest first. */
export function versionsOf(all: readonly Article[], articleId: Id): readonly Article[] {
  return all
    .filter(({ versionOf, deletedAt }) => versionOf === articleId && deletedAt === '')
    .toSorted((a, b) => b.version - a.version || (a.publishedAt < b.publishedAt ? 1 : -1))
}

/** Lets an article say again what a kept version says; what it says now stays in its own versions and in the log. */
export function restoreVersion(article: Article, version: Article, deed: Deed): Result<PatchOf<Article>> {
  const { title, body } = version
  return changeArticle(article, { title, body }, deed)
}

/** Says whether an article helped; a second answer replaces the first. */
export function rateArticle(article: Article, isHelpful: boolean, deed: Deed): Result<PatchOf<Article>> {
  const mine = [deed.actor.personId]
  const [into, from] = isHelpful
    ? (['helpfulIds', 'unhelpfulIds'] as const)
    : (['unhelpfulIds', 'helpfulIds'] as const)
  return changed(article, { [into]: { $add: mine }, [from]: { $remove: mine } }, deed)
}

function created(docId: Id, patch: PatchOf<Article>, { actor, now }: Deed): Result<NewArticle> {
  const whole: PatchOf<Article> = { ...patch, updatedAt: now }
  const place = { parent: undefined, parentBuckets: [] }
  const checked = checkWrite({
    spec: articles,
    before: undefined,
    docId,
    patch: whole,
    actor,
    now,
    ...place,
  })
  return checked.ok ? accept({ docId, patch: whole }) : checked
}

function changed(article: Article, patch: PatchOf<Article>, { actor, now }: Deed): Result<PatchOf<Article>> {
  const place = { parent: undefined, parentBuckets: [] }
  const checked = checkWrite({
    spec: articles,
    before: article,
    docId: article.id,
    patch,
    actor,
    now,
    ...place,
  })
  return checked.ok ? accept(patch) : checked
}
