import { defineCollection } from '../kernel/collection.ts'
import { refuse } from '../kernel/result.ts'
import { Article } from './schema.ts'

export const articles = defineCollection<Article>({
  name: 'articles',
  version: 0,
  schema: Article,
  mode: 'merged',
  fields: {
    orgId: 'fixed',
    language: 'fixed',
    groupId: 'value',
    audience: 'value',
    state: 'value',
    title: 'value',
    body: 'text',
    categoryId: 'value',
    authorId: 'fixed',
    createdAt: 'fixed',
    updatedAt: 'latest',
  },
  defaults: {
    orgId: '',
    language: 'en',
    groupId: '',
    audience: 'internal',
    state: 'draft',
    title: '',
    body: '',
    categoryId: '',
    authorId: '',
    createdAt: '',
    updatedAt: '',
  },
  indexes: ['categoryId'],
  author: 'authorId',
  buckets: (article) => (article.orgId === '' ? ['public'] : [`ref:${article.orgId}`]),
  lookups: (article) => ({ audience: [`${article.audience}:${article.state}`] }),
  check: ({ after }) => (after.title.trim() === '' ? refuse('title-empty', 'title').refusal : undefined),
})
