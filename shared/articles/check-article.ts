import type { Actor } from '../kernel/actor.ts'
import type { WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { Article } from './schema.ts'

const RATINGS = ['helpfulIds', 'unhelpfulIds'] as const

/** An article has a title, and words once it is published; a kept version never changes. Everybody speaks for themselves. */
export function checkArticle({ before, after, actor }: WriteContext<Article>): Refusal | undefined {
  if (after.title.trim() === '') return refuse('title-empty', 'title').refusal
  if (before && before.versionOf !== '' && actor.system !== true) return refuse('version-kept').refusal
  const isForOthers = RATINGS.find((field) => !isOwnWord(before?.[field] ?? [], after[field], actor))
  if (isForOthers) return refuse('author-forged', isForOthers).refusal
  const isPublished = after.state === 'published' && before?.state !== 'published'
  return isPublished && after.body.trim() === '' ? refuse('body-empty', 'body').refusal : undefined
}

/** True when nobody but the actor comes or goes. */
function isOwnWord(
  before: readonly string[],
  after: readonly string[],
  { personId, system }: Actor,
): boolean {
  const moved = [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))]
  return system === true || moved.every((id) => id === personId)
}
