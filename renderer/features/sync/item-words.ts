import { useTranslation } from 'react-i18next'
import { ITEM_KINDS } from '#shared/items/schema.ts'
import type { Patch } from '#shared/kernel/patch.ts'

/** A change to the work on a ticket, as far as words need it. */
interface ItemChange {
  readonly patch: Patch
  readonly ticketName: string
}

/** Puts changes to tasks, purchases, approvals and time into words. */
export function useItemWords(): {
  created(change: ItemChange): string
  /** `fields` are those that really change. */
  changed(change: ItemChange, fields: readonly string[]): string
} {
  const { t, i18n } = useTranslation(['sync', 'items'])
  const verdict = ({ verdict: given }: Patch): string =>
    given === 'yes' || given === 'no' ? t(`items:verdict.${given}`) : ''
  const nameOf = (field: string) =>
    i18n.exists(`field.${field}`, { ns: 'items' }) ? t(`items:field.${field}` as 'items:field.title') : field
  return {
    created: ({ patch, ticketName }) => {
      const kind = ITEM_KINDS.find((each) => each === patch['kind']) ?? 'task'
      const said = [patch['title'], verdict(patch), patch['note']].map((each) => String(each ?? ''))
      const text = said.find((each) => each !== '') ?? ''
      const about = { kind: t(`items:kind.${kind}`), name: ticketName, text }
      if (kind === 'work-log')
        return t('change.newTime', { ...about, minutes: Number(patch['minutes'] ?? 0) })
      return t(text === '' ? 'change.newItemBare' : 'change.newItem', about)
    },
    changed: ({ patch, ticketName }, fields) => {
      if (typeof patch['deletedAt'] === 'string')
        return t(patch['deletedAt'] === '' ? 'change.itemRestored' : 'change.itemRemoved', {
          name: ticketName,
        })
      return t('change.changedItem', { name: ticketName, fields: fields.map(nameOf).join(', ') })
    },
  }
}
