import { useTranslation } from 'react-i18next'
import type { ListSearch, TicketSort } from './filters.ts'

/** What each order of a list is called. */
export function useSortWords(): Readonly<Record<TicketSort, string>> {
  const { t } = useTranslation('tickets')
  return {
    updated: t('list.sortUpdated'),
    priority: t('list.sortPriority'),
    number: t('list.sortNumber'),
    created: t('list.sortCreated'),
    due: t('list.sortDue'),
    status: t('list.sortStatus'),
    title: t('list.sortTitle'),
    requester: t('list.sortRequester'),
    assignee: t('list.sortAssignee'),
  }
}

/** The order a list is in, in words. */
export function useOrderName({ sort, reverse = false }: ListSearch): string {
  const { t } = useTranslation('tickets')
  const order = useSortWords()[sort]
  return reverse ? t('list.reversed', { order }) : order
}
