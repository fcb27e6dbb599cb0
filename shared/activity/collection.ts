import { defineCollection } from '../kernel/collection.ts'
import { refuse } from '../kernel/result.ts'
import { Activity } from './schema.ts'

export const activity = defineCollection<Activity>({
  name: 'activity',
  version: 0,
  schema: Activity,
  mode: 'pull-only',
  fields: {
    collection: 'derived',
    docId: 'derived',
    ticketId: 'derived',
    action: 'derived',
    actorId: 'derived',
    deviceId: 'derived',
    at: 'derived',
    acceptedAt: 'derived',
    changes: 'derived',
    scope: 'derived',
  },
  defaults: {
    collection: '',
    docId: '',
    ticketId: '',
    action: 'changed',
    actorId: '',
    deviceId: '',
    at: '',
    acceptedAt: '',
    changes: [],
    scope: [],
  },
  indexes: [['ticketId', 'acceptedAt']],
  parent: (entry) => ({ collection: entry.collection, id: entry.docId }),
  lookups: (entry) => ({ ticket: [entry.ticketId] }),
  check: ({ actor }) => (actor.system ? undefined : refuse('server-only').refusal),
})
