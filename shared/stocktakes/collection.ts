import { bucketsOf, defineCollection } from '../kernel/collection.ts'
import { Stocktake } from './schema.ts'

export const stocktakes = defineCollection<Stocktake>({
  name: 'stocktakes',
  version: 0,
  schema: Stocktake,
  mode: 'merged',
  fields: {
    kind: 'fixed',
    sessionId: 'fixed',
    orgId: 'fixed',
    siteId: 'fixed',
    locationId: 'fixed',
    title: 'value',
    state: 'value',
    code: 'fixed',
    assetId: 'value',
    by: 'fixed',
    at: 'fixed',
  },
  defaults: {
    kind: 'session',
    sessionId: '',
    orgId: '',
    siteId: '',
    locationId: '',
    title: '',
    state: 'open',
    code: '',
    assetId: '',
    by: '',
    at: '',
  },
  indexes: ['sessionId'],
  buckets: (stocktake) => bucketsOf({ org: stocktake.orgId, site: stocktake.siteId }),
  lookups: (stocktake) => ({ session: [stocktake.sessionId] }),
})
