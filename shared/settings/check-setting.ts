import { Value } from 'typebox/value'
import type { Actor } from '../kernel/actor.ts'
import type { WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { Id } from '../kernel/ids.ts'
import { covers } from '../policy/policy.ts'
import {
  SETTING_DATA,
  type CustomFieldData,
  type Setting,
  type SettingKind,
  type ViewData,
} from './schema.ts'

/** What managers write beside administrators. */
export const BY_MANAGERS: readonly SettingKind[] = ['view', 'canned-reply', 'template', 'tag']

/** Custom fields are keys of a map: an id of at most 48 characters without dots. */
const MAP_KEY = /^[A-Za-z0-9_:-]{1,48}$/

/** A setting has a name, data of its kind, and is written by an administrator; some kinds by others too. */
export function checkSetting({ before, after, patch, actor }: WriteContext<Setting>): Refusal | undefined {
  if (after.name.trim() === '') return refuse('name-empty', 'name').refusal
  if (actor.system !== true && !mayWrite(actor, before, after)) return refuse('not-allowed', 'kind').refusal
  if (before && !Object.hasOwn(patch, 'data')) return undefined
  return checkData(after)
}

/** Views are their owner's, also those for a team; a manager keeps what is everybody's: views, words and templates. */
function mayWrite(actor: Actor, before: Setting | undefined, after: Setting): boolean {
  const buckets = after.orgId === '' ? ['public'] : [`ref:${after.orgId}`]
  const holds = (role: string) => actor.roles.some((grant) => grant.role === role && covers(grant, buckets))
  if (holds('administrator')) return true
  const isOwn = [before ?? after, after].every((each) => isOwnView(each, actor.personId))
  if (isOwn) return true
  return BY_MANAGERS.includes(after.kind) && holds('manager')
}

function isOwnView({ kind, data }: Setting, personId: Id): boolean {
  const { ownerId, shared, teamId = '' } = data as Partial<ViewData>
  return kind === 'view' && ownerId === personId && (shared !== true || teamId !== '')
}

function checkData({ id, kind, data }: Setting): Refusal | undefined {
  const schema = SETTING_DATA[kind]
  if (schema && !Value.Check(schema, data)) return refuse('invalid-value', 'data').refusal
  if (kind !== 'custom-field') return undefined
  const { type, options = [] } = data as unknown as CustomFieldData
  if (!MAP_KEY.test(id)) return refuse('invalid-value', 'id').refusal
  return type === 'choice' && options.length === 0 ? refuse('options-missing', 'data').refusal : undefined
}
