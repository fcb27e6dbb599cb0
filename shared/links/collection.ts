import { defineCollection } from '../kernel/collection.ts'
import { refuse } from '../kernel/result.ts'
import { END_KINDS, Link } from './schema.ts'

export const links = defineCollection<Link>({
  name: 'links',
  version: 1,
  schema: Link,
  mode: 'merged',
  fields: {
    kind: 'fixed',
    fromCollection: 'fixed',
    fromId: 'fixed',
    toCollection: 'fixed',
    toId: 'fixed',
    createdAt: 'fixed',
    createdBy: 'fixed',
    scope: 'derived',
  },
  defaults: {
    kind: 'related',
    fromCollection: 'tickets',
    fromId: '',
    toCollection: 'tickets',
    toId: '',
    createdAt: '',
    createdBy: '',
    scope: [],
  },
  indexes: ['fromId', 'toId'],
  parent: (link) => ({ collection: link.fromCollection, id: link.fromId }),
  parents: END_KINDS,
  author: 'createdBy',
  ticketOf: (link) => (link.fromCollection === 'tickets' ? link.fromId : ''),
  lookups: (link) => ({ end: [link.fromId, link.toId] }),
  check: ({ after }) => (after.fromId === after.toId ? refuse('link-to-itself', 'toId').refusal : undefined),
})
