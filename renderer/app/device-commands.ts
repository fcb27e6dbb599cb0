import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { hasRole } from '#shared/kernel/actor.ts'
import { useActor } from '../platform/session-context.tsx'
import type { Command } from '../ui/commands.ts'
import { useViewState } from './view-state.ts'

/** The commands about devices: one's own, and for administrators what waits on somebody's. */
export function useDeviceCommands(): readonly Command[] {
  const { t } = useTranslation(['device', 'console'])
  const show = useViewState((state) => state.show)
  const actor = useActor()
  return useMemo(() => {
    const group = t('console:palette.groupDo')
    const devices = { id: 'devices', group, label: t('list.menu'), run: () => show('devices') }
    const handIn = { id: 'import-outbox', group, label: t('import.menu'), run: () => show('import') }
    return hasRole(actor, 'administrator') ? [devices, handIn] : [devices]
  }, [t, show, actor])
}
