import { createRoute, redirect, useNavigate, useRouter } from '@tanstack/react-router'
import type { Id } from '#shared/kernel/ids.ts'
import { listOf } from '../../features/tickets/filters.ts'
import { SettingsPage } from '../../pages/settings-page.tsx'
import { root } from './root-route.ts'

const FIRST = 'organisation'

/** The set-up of the desk begins with its organisation. */
export const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$kind', params: { kind: FIRST } })
  },
})

/** One part of the set-up. */
export const settingKind = createRoute({
  getParentRoute: () => root,
  path: '/settings/$kind',
  component: () => <Settings kind={settingKind.useParams().kind} settingId="" />,
})

/** One entry of it. */
export const setting = createRoute({
  getParentRoute: () => root,
  path: '/settings/$kind/$settingId',
  component: SettingRoute,
})

function SettingRoute() {
  return <Settings {...setting.useParams()} />
}

function Settings({ kind, settingId }: { readonly kind: string; readonly settingId: Id }) {
  const router = useRouter()
  const navigate = useNavigate()
  const address = (page: string, id: Id) =>
    id === ''
      ? ({ to: '/settings/$kind', params: { kind: page } } as const)
      : ({ to: '/settings/$kind/$settingId', params: { kind: page, settingId: id } } as const)
  return (
    <SettingsPage
      kind={kind}
      settingId={settingId}
      hrefOf={(page, id = '') => router.history.createHref(router.buildLocation(address(page, id)).href)}
      onOpen={(page, id) => void navigate(address(page, id))}
      onShowTickets={(filter) => void navigate({ to: '/tickets', search: { ...listOf('open'), filter } })}
    />
  )
}
