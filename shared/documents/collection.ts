import { bucketsOf, defineCollection } from '../kernel/collection.ts'
import { FileDocument } from './schema.ts'

export const documents = defineCollection<FileDocument>({
  name: 'documents',
  version: 0,
  schema: FileDocument,
  mode: 'merged',
  fields: {
    kind: 'value', name: 'value', sha256: 'fixed', size: 'fixed', type: 'fixed', orgId: 'value', ticketId: 'fixed',
    messageId: 'fixed', visibility: 'value', createdAt: 'fixed', createdBy: 'fixed', scope: 'derived',
  },
  defaults: {
    kind: 'attachment', name: '', sha256: '', size: 0, type: 'application/octet-stream', orgId: '', ticketId: '',
    messageId: '', visibility: 'private', createdAt: '', createdBy: '', scope: [],
  },
  indexes: ['ticketId'],
  parent: (file) => (file.ticketId === '' ? undefined : { collection: 'tickets', id: file.ticketId }),
  buckets: (file) => bucketsOf({ org: file.orgId }),
  lookups: (file) => ({ file: [file.sha256], ticket: [file.ticketId] }),
})
