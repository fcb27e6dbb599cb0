import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { i18n as I18n } from 'i18next'
import { useEffect } from 'react'
import { I18nextProvider } from 'react-i18next'
import { PlatformProvider } from '../platform/platform-context.tsx'
import type { Platform } from '../platform/platform.ts'
import { Hints } from '../ui/hints.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { cssVariables, theme } from '../ui/theme.ts'
import { Start } from './start.tsx'

interface AppProps {
  readonly platform: Platform
  readonly i18n: I18n
}

/** The console: theme, words and surroundings around whatever stage it is in. */
export function App({ platform, i18n }: AppProps) {
  const density = usePreferences((state) => state.density)
  const language = usePreferences((state) => state.language)
  useEffect(() => {
    document.documentElement.dataset['density'] = density
  }, [density])
  useEffect(() => {
    if (language === '' || language === i18n.language) return
    void i18n.changeLanguage(language)
    platform.setLanguage(language)
  }, [language, i18n, platform])
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <PlatformProvider platform={platform}>
          <Notifications position="top-center" autoClose={5000} />
          <Hints />
          <Start />
        </PlatformProvider>
      </MantineProvider>
    </I18nextProvider>
  )
}
