import { describe, expect, test } from 'vitest'
import type { Deed } from '../kernel/deed.ts'
import { applyPatch } from '../kernel/patch.ts'
import { anActor } from '../people/builders.ts'
import { newDoc } from '../policy/check-write.ts'
import { isPublicArticle } from '../policy/portal.ts'
import { aTicket } from '../tickets/builders.ts'
import { articles } from './collection.ts'
import {
  articleFromTicket,
  changeArticle,
  createArticle,
  publishArticle,
  rateArticle,
  restoreVersion,
  versionsOf,
} from './rules.ts'
import type { Article } from './schema.ts'

const deed: Deed = { actor: anActor(), now: '2026-11-20T09:00:00.000Z' }
let count = 0
const newId = () => `article-${count++}`

function anArticle(fields: Partial<Article> = {}): Article {
  const made = createArticle({ orgId: 'org-1', language: 'en', title: 'Black screens' }, deed, newId)
  if (!made.ok) throw new Error(made.refusal.code)
  return { ...newDoc(articles, made.value.docId, made.value.patch), rev: 1, ...fields }
}

describe('an article', () => {
  test('begins as a draft of the desk, also when it is made from a ticket', () => {
    expect(anArticle()).toMatchObject({ state: 'draft', audience: 'internal', version: 0 })
    const ticket = aTicket({ workaround: 'Unplug the dock.', resolution: 'New firmware.' })
    expect(articleFromTicket(ticket, 'en')).toMatchObject({
      title: ticket.title,
      body: 'Unplug the dock.\n\nNew firmware.',
      sourceTicketId: ticket.id,
    })
  })

  test('is not published empty', () => {
    expect(publishArticle(anArticle(), deed, newId)).toMatchObject({ refusal: { code: 'body-empty' } })
  })

  test('keeps each version it was published in, for good', () => {
    const draft = anArticle({ body: 'Unplug the dock.', audience: 'public' })
    const published = publishArticle(draft, deed, newId)
    if (!published.ok) throw new Error(published.refusal.code)
    const now = applyPatch(draft, published.value.article)
    const { docId, patch } = published.value.version
    const kept = { ...newDoc(articles, docId, patch), rev: 1 }
    expect(now).toMatchObject({ state: 'published', version: 1 })
    expect(versionsOf([now, kept], draft.id)).toEqual([kept])
    expect([isPublicArticle(now), isPublicArticle(kept)]).toEqual([true, false])
    expect(articles.lookups(kept)['audience']).toEqual([])
    expect(changeArticle(kept, { body: 'Other words' }, deed)).toMatchObject({
      refusal: { code: 'version-kept' },
    })
    const edited = { ...now, body: 'Throw it away.' }
    expect(restoreVersion(edited, kept, deed)).toMatchObject({ value: { body: 'Unplug the dock.' } })
  })

  test('is rated once by each person, who may think better of it', () => {
    const liked = rateArticle(anArticle(), true, deed)
    if (!liked.ok) throw new Error(liked.refusal.code)
    const first = applyPatch(anArticle(), liked.value)
    expect(first).toMatchObject({ helpfulIds: ['agent-1'], unhelpfulIds: [] })
    const disliked = rateArticle(first, false, deed)
    if (!disliked.ok) throw new Error(disliked.refusal.code)
    expect(applyPatch(first, disliked.value)).toMatchObject({ helpfulIds: [], unhelpfulIds: ['agent-1'] })
  })
})
