import { useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BUILT_IN_VIEWS, listOf, type ListSearch } from '../features/tickets/filters.ts'
import { sharedList, viewsFor } from '../features/tickets/shared-views.ts'
import { useActor } from '../platform/session-context.tsx'
import { useDirectory } from '../replica/directory.tsx'
import { useReplica } from '../replica/react.tsx'
import type { Command } from '../ui/commands.ts'
import { usePreferences } from '../ui/preferences.ts'
import { PLACES } from './place-nav.tsx'
import { SCHEMES } from './user-menu.tsx'
import { useViewState } from './view-state.ts'

/** The commands every page has: begin something, go somewhere, change a preference. */
export function useConsoleCommands(): readonly Command[] {
  const actions = useActions()
  const places = usePlaces()
  const preferences = usePreferenceCommands()
  return useMemo(() => [...actions, ...places, ...preferences], [actions, places, preferences])
}

function useActions(): readonly Command[] {
  const { t } = useTranslation(['console', 'offline'])
  const replica = useReplica()
  const show = useViewState((state) => state.show)
  return useMemo(() => {
    const group = t('palette.groupDo')
    return [
      { id: 'new-ticket', group, label: t('newTicket'), keys: 'C', run: () => show('new-ticket') },
      { id: 'search', group, label: t('search'), keys: '/', run: () => show('search') },
      { id: 'sync-now', group, label: t('palette.syncNow'), run: () => replica.syncNow() },
      { id: 'open-sync', group, label: t('palette.openSync'), run: () => show('sync') },
      { id: 'shortcuts', group, label: t('menu.shortcuts'), keys: '?', run: () => show('shortcuts') },
      { id: 'offline', group, label: t('offline:menu'), run: () => show('offline') },
      { id: 'sign-out', group, label: t('menu.signOut'), run: () => show('sign-out') },
    ]
  }, [t, replica, show])
}

function usePlaces(): readonly Command[] {
  const { t } = useTranslation(['console', 'tickets'])
  const directory = useDirectory()
  const { personId } = useActor()
  const navigate = useNavigate()
  return useMemo(() => {
    const group = t('palette.groupGo')
    const go = (search: ListSearch) => () => void navigate({ to: '/tickets', search })
    return [
      ...BUILT_IN_VIEWS.map((view) => ({
        id: `go-${view}`,
        group,
        label: t(`tickets:view.${view}`),
        run: go(listOf(view)),
      })),
      ...viewsFor(directory.settings('view'), directory.settings('team'), personId).map((view) => ({
        id: `go-${view.id}`,
        group,
        label: directory.nameOf(view),
        run: go(sharedList(view.id, view)),
      })),
      ...PLACES.map(({ to, word }) => ({
        id: `go${to}`,
        group,
        label: t(`places.${word}`),
        run: () => void navigate({ to }),
      })),
    ]
  }, [t, directory, personId, navigate])
}

function usePreferenceCommands(): readonly Command[] {
  const { t } = useTranslation('console')
  const { setColorScheme } = useMantineColorScheme()
  const { setDensity, setLanguage, setSplit, split } = usePreferences()
  return useMemo(() => {
    const group = t('palette.groupPreferences')
    return [
      ...(['light', 'dark', 'auto'] as const).map((scheme) => ({
        id: `theme-${scheme}`,
        group,
        label: t('palette.themeTo', { theme: t(`menu.${SCHEMES[scheme]}`) }),
        run: () => setColorScheme(scheme),
      })),
      ...(['en', 'fr'] as const).map((language) => ({
        id: `language-${language}`,
        group,
        label: t('palette.languageTo', { language: t(`languages.${language}`) }),
        run: () => setLanguage(language),
      })),
      ...(['comfortable', 'compact'] as const).map((density) => ({
        id: `density-${density}`,
        group,
        label: t('palette.densityTo', { density: t(`menu.${density}`) }),
        run: () => setDensity(density),
      })),
      {
        id: 'split',
        group,
        label: t('palette.split'),
        run: () => setSplit(!split),
      },
    ]
  }, [t, setColorScheme, setDensity, setLanguage, setSplit, split])
}
