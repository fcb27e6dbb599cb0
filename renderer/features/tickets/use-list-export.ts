import { firstValueFrom } from 'rxjs'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { useDirectory, type Directory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useColumnChoice } from './column-choice.ts'
import { toCsv } from './csv.ts'
import type { ListSearch } from './filters.ts'
import { COLUMNS, FIXED_COLUMNS, type Column } from './list-columns.ts'
import { orderRows } from './list-order.ts'
import type { TicketRowDoc } from './list-query.ts'
import { useSelection } from './selection.ts'
import { useListQuery } from './use-ticket-list.ts'

/** Saves the list as CSV with the columns on screen: the ticked rows, or all that match when none is. */
export function useListExport(search: ListSearch, name: string): () => void {
  const { i18n, t } = useTranslation('tickets')
  const query = useListQuery(search)
  const replica = useReplica()
  const directory = useDirectory()
  const platform = usePlatform()
  const { showRefusal } = useRefusals()
  const { columns: chosen } = useColumnChoice(search.view)
  const words = useRowWords(directory)
  return () => {
    const { ids } = useSelection.getState()
    const columns = COLUMNS.filter((column) => FIXED_COLUMNS.includes(column) || chosen.includes(column))
    const save = async () => {
      const found = await firstValueFrom(replica.find('tickets', query))
      const rows = orderRows(found, search, directory).filter(({ id }) => ids.size === 0 || ids.has(id))
      const csv = toCsv(columns, rows.map(words), (column) => t(`field.${column}`), i18n.language)
      const saved = await platform.saveFile(`${name}.csv`, new TextEncoder().encode(csv))
      if (!saved.ok) showRefusal(saved.refusal)
    }
    void save()
  }
}

/** A ticket in words, as the list shows it; instants stay ISO so that a spreadsheet can reckon with them. */
function useRowWords(directory: Directory): (ticket: TicketRowDoc) => Record<Column, string> {
  const { t } = useTranslation('tickets')
  return (ticket) => ({
    number: ticketName(ticket),
    title: ticket.title,
    requesterId: directory.personName(ticket.requesterId),
    kind: t(`kind.${ticket.kind}`),
    status: t(`status.${ticket.status}`),
    priority: t(`priority.${ticket.priority}`),
    assigneeId: directory.personName(ticket.assigneeId),
    teamId: directory.settingName(ticket.teamId),
    siteId: directory.settingName(ticket.siteId),
    categoryId: directory.settingName(ticket.categoryId),
    tags: ticket.tags.join(', '),
    resolutionDueAt: ticket.resolutionDueAt,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
  })
}
