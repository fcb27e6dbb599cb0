import '@fontsource-variable/inter/index.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { choosePlatform } from '../platform/choose.ts'
import { installTrustedTypes } from '../platform/trusted-types.ts'
import { usePreferences } from '../ui/preferences.ts'
import { App } from './app.tsx'
import { firstLanguage, startI18n } from './i18n.ts'
import { registerServiceWorker } from './register-service-worker.ts'
import { readRevocation } from './revocation.ts'

installTrustedTypes()

async function start(): Promise<void> {
  const platform = choosePlatform(window)
  const language = firstLanguage(usePreferences.getState().language, navigator.languages)
  const i18n = await startI18n(language)
  platform.setLanguage(language)
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html holds no #root')
  createRoot(root).render(
    <StrictMode>
      <App platform={platform} i18n={i18n} />
    </StrictMode>,
  )
  // A device that lost its desk keeps none of the console's files until somebody has read why.
  const mayKeepFiles = platform.kind === 'browser' && readRevocation(localStorage) === undefined
  if (mayKeepFiles) await registerServiceWorker()
}

void start()
