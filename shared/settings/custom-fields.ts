import { Value } from 'typebox/value'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Ticket } from '../tickets/schema.ts'
import { CustomFieldData, type Setting } from './schema.ts'

/** A custom field of tickets: the setting and its data. */
export interface CustomField {
  readonly setting: Setting
  readonly data: CustomFieldData
}

type CustomValue = string | number | boolean

/** The custom fields among the settings that are in use, in their order. */
export function customFields(settings: readonly Setting[]): readonly CustomField[] {
  return settings
    .filter(({ kind, active, deletedAt }) => kind === 'custom-field' && active && deletedAt === '')
    .flatMap((setting) =>
      Value.Check(CustomFieldData, setting.data) ? [{ setting, data: setting.data }] : [],
    )
    .toSorted((a, b) => a.setting.position - b.setting.position || (a.setting.id < b.setting.id ? -1 : 1))
}

/** Those of the fields that a ticket of this kind and category has. */
export function fieldsOn(
  fields: readonly CustomField[],
  { kind, categoryId, orgId }: Pick<Ticket, 'kind' | 'categoryId' | 'orgId'>,
): readonly CustomField[] {
  const fits = (list: readonly string[] | undefined, value: string) =>
    list === undefined || list.length === 0 || list.includes(value)
  return fields.filter(
    ({ setting, data }) =>
      ['', orgId].includes(setting.orgId) && fits(data.kinds, kind) && fits(data.categoryIds, categoryId),
  )
}

/** Names of the required fields of a ticket that are empty, in the language `nameOf` speaks. */
export function missingFields(
  fields: readonly CustomField[],
  ticket: Pick<Ticket, 'kind' | 'categoryId' | 'orgId' | 'custom'>,
  nameOf: (setting: Setting) => string,
): readonly string[] {
  return fieldsOn(fields, ticket)
    .filter(({ setting, data }) => data.required === true && isEmpty(ticket.custom[setting.id]))
    .map(({ setting }) => nameOf(setting))
}

function isEmpty(value: CustomValue | undefined): boolean {
  return value === undefined || value === ''
}

/** What a field keeps of a value somebody gave: null empties it. Refuses `custom-invalid` where it does not fit its type. */
export function customValue(field: CustomField, given: CustomValue | null): Result<CustomValue | null> {
  if (given === null || given === '') return accept(null)
  return fits(field.data, given)
    ? accept(typeof given === 'string' ? given.trim() : given)
    : refuse('custom-invalid', `custom.${field.setting.id}`, { name: field.setting.name })
}

function fits({ type, options = [] }: CustomFieldData, value: CustomValue): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'yes-no':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && isDate(value)
    case 'choice':
      return options.some(({ id }) => id === value)
    default:
      return typeof value === 'string' && value.length <= 2000
  }
}

/** A day as `2026-11-20` that exists. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
