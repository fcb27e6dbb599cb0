import { bucketsOf, defineCollection } from '../kernel/collection.ts'
import { refuse } from '../kernel/result.ts'
import { Asset } from './schema.ts'

export const assets = defineCollection<Asset>({
  name: 'assets',
  version: 0,
  schema: Asset,
  mode: 'merged',
  fields: {
    kind: 'value', tag: 'value', name: 'value', manufacturer: 'value', model: 'value', serial: 'value',
    state: 'value', orgId: 'value', siteId: 'value', locationId: 'value', holderId: 'value', purchasedAt: 'value',
    warrantyEndsAt: 'value', note: 'text', createdAt: 'fixed',
  },
  defaults: {
    kind: 'computer', tag: '', name: '', manufacturer: '', model: '', serial: '', state: 'in-stock', orgId: '',
    siteId: '', locationId: '', holderId: '', purchasedAt: '', warrantyEndsAt: '', note: '', createdAt: '',
  },
  indexes: ['holderId', 'tag'],
  buckets: (asset) => bucketsOf({ org: asset.orgId, site: asset.siteId }),
  lookups: (asset) => ({ holder: [asset.holderId], tag: [asset.tag], serial: [asset.serial] }),
  check: ({ after }) => (after.name.trim() === '' ? refuse('name-empty', 'name').refusal : undefined),
})
