import { useTranslation } from 'react-i18next'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { BUILT_IN_VIEWS, type ListSearch } from './filters.ts'
import { usePersonalViews, viewOfSearch } from './personal-views.ts'

/** The name of a view, built in or shared. */
export function useViewName(view: string): string {
  const { t } = useTranslation(['tickets', 'console'])
  const directory = useDirectory()
  const builtIn = BUILT_IN_VIEWS.find((each) => each === view)
  if (builtIn !== undefined) return t(`view.${builtIn}`)
  return directory.settingName(view) || (directory.isLoaded ? t('console:unknownView') : '')
}

/** The name of a list: the one its person gave it, else that of its view. */
export function useListName(search: ListSearch): string {
  const { views } = usePersonalViews()
  const viewName = useViewName(search.view)
  return viewOfSearch(views, search)?.name ?? viewName
}
