import { defineCollection } from '../kernel/collection.ts'
import { checkSetting } from './check-setting.ts'
import { Setting } from './schema.ts'

export const settings = defineCollection<Setting>({
  name: 'settings',
  version: 1,
  schema: Setting,
  mode: 'merged',
  fields: {
    kind: 'fixed',
    orgId: 'fixed',
    parentId: 'value',
    name: 'value',
    names: 'value',
    position: 'value',
    active: 'value',
    data: 'value',
  },
  defaults: {
    kind: 'category',
    orgId: '',
    parentId: '',
    name: '',
    names: {},
    position: 0,
    active: true,
    data: {},
  },
  indexes: ['kind'],
  buckets: (setting) => (setting.orgId === '' ? ['public'] : [`ref:${setting.orgId}`]),
  lookups: (setting) => ({ kind: [setting.kind] }),
  check: checkSetting,
})
