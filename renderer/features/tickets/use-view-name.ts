import { useTranslation } from 'react-i18next'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { BUILT_IN_VIEWS } from './filters.ts'

/** The name of a view, built in or saved. */
export function useViewName(view: string): string {
  const { t } = useTranslation(['tickets', 'console'])
  const directory = useDirectory()
  const builtIn = BUILT_IN_VIEWS.find((each) => each === view)
  if (builtIn !== undefined) return t(`view.${builtIn}`)
  return directory.settingName(view) || (directory.isLoaded ? t('console:unknownView') : '')
}
