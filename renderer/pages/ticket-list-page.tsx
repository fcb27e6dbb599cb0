import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { BulkBar } from '#renderer/features/tickets/bulk-bar.tsx'
import { FilterBar } from '#renderer/features/tickets/filter-bar.tsx'
import { isNarrowed, type ListSearch } from '#renderer/features/tickets/filters.ts'
import { CutNote, EmptyList, FillingNote, LoadingList } from '#renderer/features/tickets/list-states.tsx'
import { ListMenu } from '#renderer/features/tickets/list-menu.tsx'
import { useOrderName } from '#renderer/features/tickets/order-words.ts'
import { OlderTickets, useHoldsClosed } from '#renderer/features/tickets/older-tickets.tsx'
import { SaveView } from '#renderer/features/tickets/save-view.tsx'
import { TicketList } from '#renderer/features/tickets/ticket-list.tsx'
import { useListExport } from '#renderer/features/tickets/use-list-export.ts'
import { useTicketList } from '#renderer/features/tickets/use-ticket-list.ts'
import { useListName } from '#renderer/features/tickets/use-view-name.ts'
import { WithTaskProgress } from './row-mark.tsx'
import classes from './ticket-list-page.module.css'

interface TicketListPageProps {
  readonly search: ListSearch
  readonly onSearch: (search: ListSearch) => void
  readonly onOpenTicket: (id: Id) => void
}

/** A view as a full list, with its filters above. */
export function TicketListPage({ search, onSearch, onOpenTicket }: TicketListPageProps) {
  const { t } = useTranslation('tickets')
  const list = useTicketList(search)
  const name = useListName(search)
  const order = useOrderName(search)
  const { rows } = list
  const end = useHoldsClosed(search) ? <OlderTickets /> : undefined
  const exportList = useListExport(search, name)
  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <Title order={1} size="h4">
          {name}
        </Title>
        <span className={classes['count']} role="status">
          {list.total === undefined ? '' : t('list.count', { count: list.total })}
        </span>
        <SaveView search={search} onSearch={onSearch} />
      </header>
      <FilterBar search={search} onChange={onSearch}>
        <ListMenu view={search.view} onExport={exportList} />
      </FilterBar>
      <BulkBar onExport={exportList} />
      <FillingNote />
      {list.isCut && <CutNote />}
      <div className={classes['list']}>
        {rows === undefined ? (
          <LoadingList />
        ) : rows.length === 0 ? (
          <>
            {end}
            <EmptyList
              view={search.view}
              isNarrowed={isNarrowed(search.filter)}
              onClear={() => onSearch({ ...search, filter: {} })}
              onUnassigned={() => onSearch({ ...search, view: 'unassigned', filter: {} })}
            />
          </>
        ) : (
          <WithTaskProgress>
            <TicketList
              key={search.view}
              search={search}
              onSearch={onSearch}
              label={t('list.titleOrdered', { view: name, order })}
              list={{ ...list, rows }}
              onOpen={onOpenTicket}
              end={end}
            />
          </WithTaskProgress>
        )}
      </div>
    </div>
  )
}
