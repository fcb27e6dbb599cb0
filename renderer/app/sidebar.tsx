import { ActionIcon, Button, Kbd } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useRouter, useRouterState, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { SyncPill } from '../features/sync/sync-pill.tsx'
import { readListSearch, type ListSearch } from '../features/tickets/filters.ts'
import { ViewNav } from '../features/tickets/view-nav.tsx'
import { RunningTimer } from '../features/work/running-timer.tsx'
import { useDirectory } from '../replica/directory.tsx'
import { SatchelMark } from '../ui/satchel-mark.tsx'
import { PlaceNav } from './place-nav.tsx'
import { UserMenu } from './user-menu.tsx'
import { useViewState } from './view-state.ts'
import classes from './shell.module.css'

interface SidebarProps {
  readonly onOpenTicket: (id: Id) => void
}

/** Places and views, what to begin, and how the exchange goes. */
export function Sidebar({ onOpenTicket }: SidebarProps) {
  const { t } = useTranslation(['console', 'common'])
  const show = useViewState((state) => state.show)
  const router = useRouter()
  const isInTickets = useRouterState({ select: (state) => state.location.pathname.startsWith('/tickets') })
  const list = readListSearch(useSearch({ strict: false }))
  const hrefOf = (search: ListSearch) =>
    router.history.createHref(router.buildLocation({ to: '/tickets', search }).href)
  return (
    <aside className={classes['sidebar']}>
      <Brand />
      <div className={classes['buttons']}>
        <Button
          variant="default"
          justify="space-between"
          leftSection={<IconPlus size={15} aria-hidden />}
          rightSection={<Kbd size="xs">C</Kbd>}
          styles={{ label: { flex: 1 } }}
          onClick={() => show('new-ticket')}
        >
          {t('newTicket')}
        </Button>
        <ActionIcon
          data-hint={`${t('search')}  /`}
          variant="default"
          size={30}
          aria-label={t('search')}
          onClick={() => show('search')}
        >
          <IconSearch size={15} />
        </ActionIcon>
      </div>
      <RunningTimer onOpenTicket={onOpenTicket} />
      <nav className={classes['places']} aria-label={t('nav')}>
        <h2 className={classes['heading']}>{t('tickets')}</h2>
        <ViewNav current={isInTickets ? list : undefined} hrefOf={hrefOf} />
        <PlaceNav />
      </nav>
      <div className={classes['foot']}>
        <SyncPill onOpen={() => show('sync')} />
        <UserMenu />
      </div>
    </aside>
  )
}

function Brand() {
  const { t } = useTranslation('common')
  const directory = useDirectory()
  const [brand = directory.settings('organisation')[0]] = directory.settings('brand')
  return (
    <div className={classes['brand']}>
      <SatchelMark size={22} />
      <span>{brand === undefined ? t('appName') : directory.nameOf(brand)}</span>
    </div>
  )
}
