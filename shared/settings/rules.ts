import type { Deed } from '../kernel/deed.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import { accept, type Result } from '../kernel/result.ts'
import { checkWrite } from '../policy/check-write.ts'
import { settings } from './collection.ts'
import type { Setting } from './schema.ts'

/** What somebody gives for a new setting. `data` is the one of its kind, see `SETTING_DATA`. */
export type SettingInput = Pick<Setting, 'kind' | 'orgId' | 'name'> &
  Partial<Pick<Setting, 'parentId' | 'names' | 'position' | 'data'>>

/** A new entry of the desk's set-up. Refuses `name-empty`, `not-allowed`, `invalid-value`, `options-missing`. */
export function createSetting(
  input: SettingInput,
  { actor, now }: Deed,
  newId: NewId,
): Result<{ readonly docId: Id; readonly patch: PatchOf<Setting> }> {
  const docId = newId()
  const patch: PatchOf<Setting> = { ...input, name: input.name.trim() }
  const place = { parent: undefined, parentBuckets: [] }
  const checked = checkWrite({ spec: settings, before: undefined, docId, patch, actor, now, ...place })
  return checked.ok ? accept({ docId, patch }) : checked
}

/** Changes a setting; `active: false` takes it out of every choice and leaves it readable where it was chosen. */
export function changeSetting(
  setting: Setting,
  fields: PatchOf<
    Pick<Setting, 'parentId' | 'name' | 'names' | 'position' | 'active' | 'data' | 'deletedAt'>
  >,
  { actor, now }: Deed,
): Result<PatchOf<Setting>> {
  const patch: PatchOf<Setting> = fields
  const place = { parent: undefined, parentBuckets: [] }
  const checked = checkWrite({
    spec: settings,
    before: setting,
    docId: setting.id,
    patch,
    actor,
    now,
    ...place,
  })
  return checked.ok ? accept(patch) : checked
}
