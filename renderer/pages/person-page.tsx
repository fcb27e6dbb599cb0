import { EmptyState, Tabs } from '@mantine/core'
import { IconTicket, IconUserOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Person } from '#shared/people/schema.ts'
import { PersonAssets } from '#renderer/features/people/person-assets.tsx'
import { PersonHeader } from '#renderer/features/people/person-header.tsx'
import { PersonProperties } from '#renderer/features/people/person-properties.tsx'
import { FIRST_LIST } from '#renderer/features/tickets/filters.ts'
import { TicketList } from '#renderer/features/tickets/ticket-list.tsx'
import { useRequesterTickets } from '#renderer/features/tickets/use-requester-tickets.ts'
import { useDoc } from '#renderer/replica/react.tsx'
import classes from './people-page.module.css'

interface PersonPageProps {
  readonly personId: Id
  readonly onBack: () => void
  readonly onNewTicket: (person: Person) => void
  readonly onOpenTicket: (ticketId: Id) => void
}

/** One person: how to reach them, what they asked for and what they hold. */
export function PersonPage({ personId, onBack, onNewTicket, onOpenTicket }: PersonPageProps) {
  const { t } = useTranslation('people')
  const { doc: person, loading } = useDoc('people', personId)
  if (person === undefined) {
    return loading ? null : (
      <EmptyState
        className={classes['empty'] ?? ''}
        icon={<IconUserOff size={30} />}
        title={t('missingTitle')}
        description={t('missingBody')}
      />
    )
  }
  return (
    <article className={classes['page']} aria-label={person.name}>
      <PersonHeader person={person} onBack={onBack} onNewTicket={() => onNewTicket(person)} />
      <div className={classes['columns']}>
        <Tabs defaultValue="tickets" keepMounted={false} className={classes['parts'] ?? ''}>
          <Tabs.List aria-label={t('parts')}>
            <Tabs.Tab value="tickets">{t('tickets.title')}</Tabs.Tab>
            <Tabs.Tab value="assets">{t('assets.title')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="tickets" className={classes['panel'] ?? ''}>
            <PersonTickets personId={person.id} name={person.name} onOpenTicket={onOpenTicket} />
          </Tabs.Panel>
          <Tabs.Panel value="assets" className={classes['panel'] ?? ''}>
            <PersonAssets personId={person.id} />
          </Tabs.Panel>
        </Tabs>
        <div className={classes['docked']}>
          <PersonProperties key={person.id} person={person} />
        </div>
      </div>
    </article>
  )
}

interface PersonTicketsProps extends Pick<PersonPageProps, 'personId' | 'onOpenTicket'> {
  readonly name: string
}

function PersonTickets({ personId, name, onOpenTicket }: PersonTicketsProps) {
  const { t } = useTranslation('people')
  const list = useRequesterTickets(personId)
  const { rows } = list
  if (rows === undefined) return null
  if (rows.length === 0) {
    return (
      <EmptyState
        className={classes['empty'] ?? ''}
        icon={<IconTicket size={30} />}
        title={t('tickets.emptyTitle')}
        description={t('tickets.emptyBody', { name })}
      />
    )
  }
  return (
    <TicketList
      label={t('tickets.of', { name })}
      list={{ ...list, rows }}
      search={FIRST_LIST}
      onOpen={onOpenTicket}
    />
  )
}
