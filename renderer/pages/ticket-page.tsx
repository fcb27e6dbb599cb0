import { EmptyState } from '@mantine/core'
import { IconTicketOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useDoc } from '#renderer/replica/react.tsx'
import { usePreferences } from '#renderer/ui/preferences.ts'
import { useMediaQuery } from '@mantine/hooks'
import { useTicketMessages } from '#renderer/features/conversation/messages.ts'
import type { ListSearch } from '#renderer/features/tickets/filters.ts'
import { TicketList } from '#renderer/features/tickets/ticket-list.tsx'
import { useTicketList } from '#renderer/features/tickets/use-ticket-list.ts'
import { useListName } from '#renderer/features/tickets/use-view-name.ts'
import { OpenTicket } from './open-ticket.tsx'
import { WithTaskProgress } from './row-mark.tsx'
import classes from './ticket-page.module.css'

/** Narrower windows show the ticket alone. */
const WIDE = '(min-width: 1500px)'

interface TicketPageProps {
  readonly ticketId: Id
  readonly search: ListSearch
  readonly onBack: () => void
  readonly onOpenTicket: (id: Id) => void
  readonly onOpenPerson: (id: Id) => void
  readonly onOpenArticle: (id: Id) => void
}

/** One ticket with what was said on it; beside it, where there is room, the list it came from. */
export function TicketPage(props: TicketPageProps) {
  const { ticketId, search, onBack, onOpenTicket, onOpenPerson, onOpenArticle } = props
  const { t } = useTranslation('tickets')
  const isWide = useMediaQuery(WIDE) ?? false
  const isSplit = usePreferences((state) => state.split)
  const { doc, loading } = useDoc('tickets', ticketId)
  const ticket = doc?.deletedAt === '' ? doc : undefined
  const messages = useTicketMessages(ticketId)
  return (
    <div className={classes['split']}>
      {isWide && isSplit && <SideList search={search} openId={ticketId} onOpenTicket={onOpenTicket} />}
      <div className={classes['ticket']}>
        {ticket !== undefined && !messages.isLoading && (
          <OpenTicket
            key={ticket.id}
            ticket={ticket}
            messages={messages}
            onBack={onBack}
            onOpenTicket={onOpenTicket}
            onOpenPerson={onOpenPerson}
            onOpenArticle={onOpenArticle}
          />
        )}
        {ticket === undefined && !loading && (
          <EmptyState
            className={classes['missing'] ?? ''}
            icon={<IconTicketOff size={32} />}
            title={t('page.missingTitle')}
            description={t('page.missingBody')}
          />
        )}
      </div>
    </div>
  )
}

interface SideListProps {
  readonly search: ListSearch
  readonly openId: Id
  readonly onOpenTicket: (id: Id) => void
}

function SideList({ search, openId, onOpenTicket }: SideListProps) {
  const { t } = useTranslation('tickets')
  const list = useTicketList(search)
  const name = useListName(search)
  const { rows } = list
  return (
    <aside className={classes['side']} aria-label={t('list.title', { view: name })}>
      <header className={classes['sideHead']}>
        <strong>{name}</strong>{' '}
        {list.total !== undefined && <span>{t('list.count', { count: list.total })}</span>}
      </header>
      <div className={classes['sideList']}>
        {rows !== undefined && (
          <WithTaskProgress>
            <TicketList
              isNarrow
              search={search}
              label={t('list.title', { view: name })}
              list={{ ...list, rows }}
              openId={openId}
              onOpen={onOpenTicket}
            />
          </WithTaskProgress>
        )}
      </div>
    </aside>
  )
}
