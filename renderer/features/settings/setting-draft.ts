import { Value } from 'typebox/value'
import type { TSchema } from 'typebox'
import type { Id } from '#shared/kernel/ids.ts'
import { sameValue } from '#shared/kernel/patch.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { dataSchema, type KindSpec } from './setting-kinds.ts'

/** What the form writes of a setting. */
export type SettingFields = Pick<Setting, 'name' | 'names' | 'parentId' | 'data'>

/** What somebody has changed in the form and not saved: everything else follows the setting. */
export interface SettingDraft {
  readonly en?: string
  readonly fr?: string
  readonly parentId?: Id
  readonly data?: Setting['data']
}

/** A setting's name in both languages, '' where it has none of its own. */
export function bothNames({ name, names }: Pick<Setting, 'name' | 'names'>): {
  readonly en: string
  readonly fr: string
} {
  return { en: names['en'] ?? name, fr: names['fr'] ?? '' }
}

/** The setting as it would be with the draft; a name in one language alone stands for both. */
export function drafted(setting: SettingFields, draft: SettingDraft): SettingFields {
  const before = bothNames(setting)
  const en = (draft.en ?? before.en).trim()
  const fr = (draft.fr ?? before.fr).trim()
  const { en: _en, fr: _fr, ...others } = setting.names
  return {
    name: en || fr,
    names: fr === '' ? others : { ...others, fr },
    parentId: draft.parentId ?? setting.parentId,
    data: { ...setting.data, ...draft.data },
  }
}

/** What the draft changes, by field; nothing where it says what stands there already. */
export function draftPatch(setting: SettingFields, draft: SettingDraft): Partial<SettingFields> {
  const after = drafted(setting, draft)
  const touched = { ...after, data: tidied(after.data) }
  const isNameTouched = draft.en !== undefined || draft.fr !== undefined
  return {
    ...(isNameTouched && touched.name !== setting.name && { name: touched.name }),
    ...(isNameTouched && !sameValue(touched.names, setting.names) && { names: touched.names }),
    ...(touched.parentId !== setting.parentId && { parentId: touched.parentId }),
    ...(draft.data !== undefined && !sameValue(touched.data, setting.data) && { data: touched.data }),
  }
}

/** A value as `data` keeps it: an empty one is left out where the kind can do without. */
export function kept(spec: KindSpec, key: string, value: unknown): unknown {
  const isNeeded = dataSchema(spec.kind).required?.includes(key) === true
  const isEmpty = value === '' || value === null || (Array.isArray(value) && value.length === 0)
  return isEmpty && !isNeeded ? undefined : value
}

/** `data` without what is undefined: a document holds no such thing. */
export function tidied(data: Setting['data']): Setting['data'] {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}

/** The keys of `data` whose value the kind does not take. */
export function wrongKeys(spec: KindSpec, data: Setting['data']): readonly string[] {
  return Object.entries(dataSchema(spec.kind).properties)
    .filter(([key, schema]) => data[key] !== undefined && !Value.Check(schema as TSchema, data[key]))
    .map(([key]) => key)
}
