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
  parent: (entry) =>
    entry.ticketId === ''
      ? { collection: entry.collection, id: entry.docId }
      : { collection: 'tickets', id: entry.ticketId },
  parents: ['tickets', 'links', 'assets', 'documents', 'people', 'articles', 'settings', 'stocktakes'],
  ticketOf: (entry) => entry.ticketId,
  check: ({ actor }) => (actor.system ? undefined : refuse('server-only').refusal),
})
