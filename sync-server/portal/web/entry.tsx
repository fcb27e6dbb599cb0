import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import './portal.css'
import './page-parts.css'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { App } from './app.tsx'
import { startWords } from './i18n.ts'
import { allowStylesOnly } from './trusted-types.ts'

allowStylesOnly()
const words = await startWords()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <I18nextProvider i18n={words}>
      <App />
    </I18nextProvider>,
  )
}
