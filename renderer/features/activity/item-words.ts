import { useTranslation } from 'react-i18next'
import type { FieldChange } from '#shared/activity/schema.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { dayOfInstant } from '#renderer/ui/days.ts'
import { writeDuration } from '#renderer/ui/duration.ts'
import { NO_VALUE } from '#renderer/ui/field-words.ts'
import { showMoney } from '#renderer/ui/price.ts'
import { setChange, type LogEntry } from './entries.ts'
import { kindOf, type Subjects } from './subjects.ts'

const PEOPLE = ['assigneeId', 'doneBy', 'personId', 'approverIds']
const MONEY = ['unitPrice', 'rate']
/** Told by the sentence itself, or by another field. */
const QUIET = ['doneAt', 'doneBy', 'position', 'currency', 'deletedAt']
/** Of something new, these say nothing that the sentence does not. */
const QUIET_AT_FIRST = [
  ...QUIET,
  'ticketId',
  'kind',
  'title',
  'state',
  'step',
  'mode',
  'share',
  'minutes',
  'verdict',
  'personId',
  'correctsId',
  'quantity',
]
const LONGEST = 160

/** How the log tells of tasks, purchases, approvals and time. */
export interface ItemWords {
  sentence(entry: LogEntry): string
  /** Each field before and after. */
  lines(entry: LogEntry): readonly string[]
}

/** Puts entries about the work on a ticket into words; `nameOf` knows assets. */
export function useItemWords(subjects: Subjects, nameOf: (id: Id) => string): ItemWords {
  const { t } = useTranslation(['activity', 'items'])
  const values = useItemValues(subjects, nameOf)
  const line = (item: Partial<Item>, change: FieldChange): readonly string[] => {
    const field = t(`items:field.${change.field as 'title'}`, { defaultValue: change.field })
    const set = setChange(change)
    if (set !== undefined) {
      const named = (each: readonly string[]) => each.map((one) => values(item, change.field, one)).join(', ')
      if (isNew(change)) return [t('set', { field, after: named(set.added) })]
      return [
        ...(set.added.length > 0 ? [t('added', { field, values: named(set.added) })] : []),
        ...(set.removed.length > 0 ? [t('removed', { field, values: named(set.removed) })] : []),
      ]
    }
    const before = values(item, change.field, change.before)
    const after = values(item, change.field, change.after)
    if (before === NO_VALUE) return [t('set', { field, after })]
    return [after === NO_VALUE ? t('cleared', { field, before }) : t('moved', { field, before, after })]
  }
  return {
    sentence: (entry) => {
      const item = subjects.item(entry.docId)
      const about = { title: titleOf(item, subjects), time: values(item, 'minutes', item.minutes) }
      const kind = kindOf(item)
      const act = actOf(entry)
      if (kind === 'decision') return t(item.verdict === 'no' ? 'item.refused' : 'item.agreed', about)
      if (kind === 'work-log' && act === 'created' && (item.correctsId ?? '') !== '')
        return t(item.minutes === 0 ? 'item.tookBack' : 'item.corrected', about)
      return t(`item.${act}.${kind}`, about)
    },
    lines: (entry) => {
      const quiet = entry.action === 'created' ? QUIET_AT_FIRST : QUIET
      const item = subjects.item(entry.docId)
      const then = { ...item, ...currencyIn(entry) }
      const isTold = (field: string) =>
        quiet.includes(field) || (field === 'parentId' && item.kind !== 'work-log')
      return entry.changes.filter(({ field }) => !isTold(field)).flatMap((change) => line(then, change))
    },
  }
}

function isNew({ before }: FieldChange): boolean {
  return before === null || before === ''
}

type Act = 'created' | 'changed' | 'deleted' | 'restored' | 'moved'

function actOf({ action, changes }: LogEntry): Act {
  if (action !== 'changed') return action
  if (changes.some(({ field, after }) => field === 'deletedAt' && after === '')) return 'restored'
  return changes.every(({ field }) => field === 'position') ? 'moved' : 'changed'
}

/** A decision is about the approval it belongs to; time about its task. */
function titleOf(item: Partial<Item>, subjects: Subjects): string {
  return item.title || (item.parentId ? (subjects.item(item.parentId).title ?? '') : '') || NO_VALUE
}

function currencyIn({ changes }: LogEntry): Partial<Item> {
  const currency = changes.find(({ field }) => field === 'currency')?.after
  return typeof currency === 'string' ? { currency } : {}
}

/** A value of a field of an item, as a person reads it. */
function useItemValues(
  subjects: Subjects,
  nameOf: (id: Id) => string,
): (item: Partial<Item>, field: string, value: unknown) => string {
  const { t, i18n } = useTranslation(['activity', 'items', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  const person = (id: string) => directory.personName(id) || t('common:unknownPerson')
  const word = (key: string, value: string, { share = 0 }: Partial<Item>) =>
    t(`items:${key}.${value}` as 'items:mode.share', { defaultValue: value, share })
  const text = (item: Partial<Item>, field: string, value: string): string => {
    if (PEOPLE.includes(field)) return person(value)
    if (field === 'delegations') return value.split('>').map(person).join(' → ')
    if (field === 'state') return word(STATES[kindOf(item)] ?? 'taskState', value, item)
    if (field === 'mode' || field === 'verdict') return word(field, value, item)
    if (field === 'dueAt') return dates.weekday(dayOfInstant(value))
    if (field.endsWith('At')) return dates.full(value)
    if (field === 'parentId') return subjects.item(value).title ?? NO_VALUE
    if (field === 'assetId') return nameOf(value) || NO_VALUE
    return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
  }
  return (item, field, value) => {
    if (value === null || value === undefined || value === '') return NO_VALUE
    if (typeof value === 'boolean') return value ? t('common:yes') : t('common:no')
    if (typeof value !== 'number') return text(item, field, String(value))
    if (field === 'minutes') return writeDuration(value)
    return MONEY.includes(field) ? showMoney(value, item.currency ?? '', i18n.language) : String(value)
  }
}

const STATES: Readonly<Record<string, string>> = { purchase: 'purchaseState', approval: 'approvalState' }
