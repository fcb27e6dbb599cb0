import { defineCollection } from '../kernel/collection.ts'
import { refuse } from '../kernel/result.ts'
import { Notice } from './schema.ts'

export const notices = defineCollection<Notice>({
  name: 'notices',
  version: 0,
  schema: Notice,
  mode: 'pull-only',
  fields: {
    personId: 'derived', kind: 'derived', at: 'derived', collection: 'derived', docId: 'derived',
    ticketId: 'derived', field: 'derived', yours: 'derived', theirs: 'derived', base: 'derived',
    yoursAt: 'derived', theirsBy: 'derived', theirsAt: 'derived', reason: 'derived', mutationId: 'derived',
    state: 'value', readAt: 'latest',
  },
  defaults: {
    personId: '', kind: 'conflict', at: '', collection: '', docId: '', ticketId: '', field: '', yours: null,
    theirs: null, base: null, yoursAt: '', theirsBy: '', theirsAt: '', reason: '', mutationId: '', state: 'open',
    readAt: '',
  },
  indexes: ['state'],
  buckets: (notice) => [`user:${notice.personId}`],
  lookups: (notice) => ({ person: [notice.personId] }),
  check: ({ before, actor }) => (before || actor.system ? undefined : refuse('server-only').refusal),
})
