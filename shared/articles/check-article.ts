import type { WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { Article } from './schema.ts'

/** An article has a title, and words once it is published; a kept version never changes. */
export function checkArticle({ before, after, actor }: WriteContext<Article>): Refusal | undefined {
  if (after.title.trim() === '') return refuse('title-empty', 'title').refusal
  if (before && before.versionOf !== '' && actor.system !== true) return refuse('version-kept').refusal
  const isPublished = after.state === 'published' && before?.state !== 'published'
  return isPublished && after.body.trim() === '' ? refuse('body-empty', 'body').refusal : undefined
}
