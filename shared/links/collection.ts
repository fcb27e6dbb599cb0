import { defineCollection, type WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { isPossible } from './ends.ts'
import { END_KINDS, Link } from './schema.ts'

/** A link joins two documents that its kind may join. */
function checkLink({ before, after }: WriteContext<Link>): Refusal | undefined {
  if (after.fromId === after.toId) return refuse('link-to-itself', 'toId').refusal
  const isKnown = before !== undefined || isPossible(after.kind, after.fromCollection, after.toCollection)
  return isKnown ? undefined : refuse('link-not-possible', 'kind').refusal
}

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
  check: checkLink,
})
