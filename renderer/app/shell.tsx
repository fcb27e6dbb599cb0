import { notifications } from '@mantine/notifications'
import { Outlet, useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { EMPTY_FORM } from '../features/new-ticket/new-ticket.ts'
import { DevicesDialog } from '../features/devices/devices-dialog.tsx'
import { NewTicketDialog } from '../features/new-ticket/new-ticket-dialog.tsx'
import { Notifier } from '../features/notifications/notifier.tsx'
import { SearchDialog } from '../features/search/search-dialog.tsx'
import { useNoticeActs } from '../features/sync/notices.ts'
import { ImportDialog } from '../features/sync/import-dialog.tsx'
import { SyncDrawer } from '../features/sync/sync-drawer.tsx'
import { useSyncWords } from '../features/sync/sync-pill.tsx'
import { FIRST_LIST, readListSearch } from '../features/tickets/filters.ts'
import { TakeAlongKeeper } from '../features/today/take-along-keeper.tsx'
import { usePlatform } from '../platform/platform-context.tsx'
import { useSyncStatus } from '../replica/react.tsx'
import { runOffered, useOfferCommands } from '../ui/commands.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useConsoleCommands } from './console-commands.ts'
import { useDeviceCommands } from './device-commands.ts'
import { OfflineDialog } from './offline/offline-dialog.tsx'
import { Palette } from './palette.tsx'
import { SessionBanner } from './session-banner.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { Sidebar } from './sidebar.tsx'
import { StorageBanner } from './storage-banner.tsx'
import { useOpenHit } from './use-open-hit.ts'
import { useRewrite } from './use-rewrite.ts'
import { useViewState } from './view-state.ts'
import classes from './shell.module.css'

/** The frame around every page: places at the left, the page beside them, one dialog above at most. */
export function Shell() {
  const { t } = useTranslation('console')
  const path = useRouterState({ select: (state) => state.location.pathname })
  const show = useViewState((state) => state.show)
  const openTicket = useOpenTicket()
  useDesktop(openTicket)
  useShortcuts({
    '/': () => show('search'),
    c: () => show('new-ticket'),
    '?': () => show('shortcuts'),
    'mod+k': () => show('palette'),
  })
  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#main" onClick={focusMain}>
        {t('skip')}
      </a>
      <Sidebar onOpenTicket={openTicket} />
      <main id="main" tabIndex={-1} className={classes['main']}>
        <SessionBanner />
        <StorageBanner />
        <div className={classes['page']}>
          <ErrorBoundary resetKey={path}>
            <Outlet />
          </ErrorBoundary>
        </div>
      </main>
      <Overlays onOpenTicket={openTicket} />
      <ConsoleCommands />
      <Notifier />
      <TakeAlongKeeper />
    </div>
  )
}

/** The hash is the router's, so the link moves the focus by hand. */
function focusMain(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

function Overlays({ onOpenTicket }: { readonly onOpenTicket: (id: Id) => void }) {
  const overlay = useViewState((state) => state.overlay)
  const show = useViewState((state) => state.show)
  const rewrite = useRewrite(onOpenTicket)
  const openHit = useOpenHit(onOpenTicket)
  const close = () => show('none')
  return (
    <>
      {overlay === 'new-ticket' && <NewTicket onClose={close} onOpenTicket={onOpenTicket} />}
      {overlay === 'search' && <SearchDialog onClose={close} onOpen={openHit} />}
      {overlay === 'sync' && <SyncDrawer onClose={close} onOpenTicket={onOpenTicket} onRewrite={rewrite} />}
      {overlay === 'devices' && <DevicesDialog onClose={close} />}
      {overlay === 'import' && <ImportDialog onClose={close} />}
      {overlay === 'offline' && <OfflineDialog onClose={close} />}
      {overlay === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      <Palette isOpen={overlay === 'palette'} onClose={close} onOpenTicket={onOpenTicket} />
    </>
  )
}

interface NewTicketProps {
  readonly onClose: () => void
  readonly onOpenTicket: (id: Id) => void
}

/** The form, empty or with a ticket that was refused: its notices are settled once it is created. */
function NewTicket({ onClose, onOpenTicket }: NewTicketProps) {
  const refused = useViewState((state) => state.refusedTicket)
  const show = useViewState((state) => state.show)
  const { dismiss } = useNoticeActs()
  const settle = () => {
    refused?.notices.forEach((notice) => void dismiss(notice))
    show('new-ticket')
  }
  return (
    <NewTicketDialog
      initial={refused?.form ?? EMPTY_FORM}
      onCreated={settle}
      onClose={onClose}
      onOpenTicket={onOpenTicket}
    />
  )
}

/** A component of its own: offering must not render the palette that reads the offers. */
function ConsoleCommands() {
  useOfferCommands(useConsoleCommands())
  useOfferCommands(useDeviceCommands())
  return null
}

function useOpenTicket(): (id: Id) => void {
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const list = readListSearch(search)
  return (ticketId) =>
    void navigate({ to: '/tickets/$ticketId', params: { ticketId }, search: list ?? FIRST_LIST })
}

/** Links, menu commands and counts go between the console and the program around it. */
function useDesktop(openTicket: (id: Id) => void): void {
  const { t } = useTranslation('console')
  const platform = usePlatform()
  const show = useViewState((state) => state.show)
  const setUserMenu = useViewState((state) => state.setUserMenu)
  const { waiting, needsYou } = useSyncStatus()
  const label = useSyncWords()
  useEffect(() => platform.setWaiting({ waiting, needsYou, label }), [platform, waiting, needsYou, label])
  useEffect(() => {
    const stops = [
      platform.onDeepLink((link) => openTicket(link.id)),
      platform.onMenuCommand((command) => {
        if (command === 'settings') setUserMenu(true)
        else if (command === 'print') {
          if (!runOffered('print')) notifications.show({ message: t('palette.printNothing') })
        } else show(command === 'outbox' ? 'sync' : command)
      }),
    ]
    return () => stops.forEach((stop) => stop())
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- subscribing anew would ask for the first link twice
  }, [platform])
}
