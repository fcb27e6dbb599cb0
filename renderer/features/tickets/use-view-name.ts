import { useTranslation } from 'react-i18next'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { BUILT_IN_VIEWS } from './filters.ts'

/** The name of a view, built in or saved; '' when it is not there any more. */
export function useViewName(view: string): string {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const builtIn = BUILT_IN_VIEWS.find((each) => each === view)
  return builtIn === undefined ? directory.settingName(view) : t(`view.${builtIn}`)
}
