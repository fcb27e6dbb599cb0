import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useDates } from './dates.ts'

/** Where the names behind ids come from. */
export interface Names {
  personName(id: Id): string
  settingName(id: Id): string
}

/** Fields and values of a ticket as a person reads them. */
export interface FieldWords {
  /** `assigneeId` → `Assignee`. */
  field(name: string): string
  /** `'high'` of `priority` → `High`; ids become names, instants dates, empty values a dash. */
  value(field: string, value: unknown): string
}

const PEOPLE = ['requesterId', 'assigneeId', 'watcherIds', 'createdBy']
const SETTINGS = ['orgId', 'siteId', 'locationId', 'departmentId', 'categoryId', 'teamId', 'channelId']
const WORDS = ['status', 'priority', 'kind', 'source', 'pendingReason', 'prioritySource']
/** Stands where there is no value. */
export const NO_VALUE = '–'
const LONGEST = 160

/** Puts the fields of a ticket into words, in the language of the console. */
export function useFieldWords(names: Names): FieldWords {
  const { t, i18n } = useTranslation(['tickets', 'common'])
  const dates = useDates()
  const word = (key: string, fallback: string) =>
    i18n.exists(key, { ns: 'tickets' }) ? t(key as 'field.title') : fallback
  const single = (field: string, value: string): string => {
    if (value === '') return NO_VALUE
    if (PEOPLE.includes(field)) return names.personName(value) || t('common:unknownPerson')
    if (SETTINGS.includes(field)) return names.settingName(value) || value
    if (WORDS.includes(field)) return word(`${field}.${value}`, value)
    if (field === 'impact') return word(`level.${value}`, value)
    if (field === 'urgency') return word(`urgencyLevel.${value}`, value)
    if (field.endsWith('At')) return dates.full(value)
    return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
  }
  return {
    field: (name) => word(`field.${name}`, name),
    value: (field, value) => {
      if (value === null || value === undefined) return NO_VALUE
      if (typeof value === 'boolean') return value ? t('common:yes') : t('common:no')
      if (typeof value === 'string') return single(field, value)
      if (Array.isArray(value)) return value.map((each) => single(field, String(each))).join(', ') || NO_VALUE
      return typeof value === 'number' ? String(value) : JSON.stringify(value)
    },
  }
}
