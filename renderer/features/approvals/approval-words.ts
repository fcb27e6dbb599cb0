import { useTranslation } from 'react-i18next'
import { decisionsOn, openApprovers, votesNeeded } from '#shared/items/approvals.ts'
import type { ApprovalState, Item } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'

/** Where an approval stands, as one would say it. */
export interface ApprovalWords {
  standing(approval: Item, items: readonly Item[], state: ApprovalState): string
  /** Who of those asked must agree. */
  mode(approval: Item): string
}

/** Puts approvals into words, in the language of the console. */
export function useApprovalWords(): ApprovalWords {
  const { t, i18n } = useTranslation(['approvals', 'items', 'common'])
  const directory = useDirectory()
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  const names = (ids: readonly Id[]) =>
    list.format(ids.map((id) => directory.personName(id) || t('common:unknownPerson')))
  return {
    mode: (approval) =>
      approval.approverIds.length < 2
        ? ''
        : `${t(`items:mode.${approval.mode}`, { share: approval.share })}.`,
    standing: (approval, items, state) => {
      const decisions = decisionsOn(approval, items)
      const saying = (verdict: 'yes' | 'no') =>
        decisions.filter((each) => each.verdict === verdict).map(({ personId }) => personId)
      const agreed = saying('yes')
      if (state === 'waiting') return t('standing.waiting', { step: approval.step })
      if (state === 'withdrawn') return t('standing.withdrawn')
      if (state === 'approved') return t('standing.approved', { names: names(agreed) })
      if (state === 'rejected') return t('standing.rejected', { names: names(saying('no')) })
      const missing = names(openApprovers(approval, items))
      const needed = votesNeeded(approval)
      return agreed.length === 0
        ? t('standing.asked', { names: missing })
        : t('standing.partly', { agreed: agreed.length, needed, names: missing })
    },
  }
}
