import { MantineProvider, type CSSVariablesResolver } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortalDesk, PortalSessionAnswer, SignedIn } from '../contract.ts'
import { createApi, openApi, type Answer } from './api/client.ts'
import { openLiveLine } from './api/live.ts'
import { brandTheme } from './brand-theme.ts'
import { chosenLanguage } from './i18n.ts'
import { LinkPage } from './pages/link.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { CrashBoundary } from './parts/crash-boundary.tsx'
import { Frame } from './parts/frame.tsx'
import { Loading, LoadProblem } from './parts/states.tsx'
import { parseRoute, useHash } from './route.ts'
import { SignedInPages } from './signed-in-pages.tsx'
import { PortalProvider, useLoaded } from './state/portal.tsx'

const surfaces: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#57626d',
    '--mantine-color-placeholder': '#66727e',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-body': '#1b2027',
    '--mantine-color-text': '#e4e8ec',
    '--mantine-color-dimmed': '#a3aeb8',
    '--mantine-color-placeholder': '#a3aeb8',
    '--mantine-color-error': '#ff9a90',
    '--mantine-color-default': '#1b2027',
    '--mantine-color-default-border': '#3d4751',
    '--mantine-color-brand-light': '#212b35',
    '--mantine-color-brand-light-color': 'var(--mantine-color-brand-4)',
  },
})

interface Start {
  readonly desk: PortalDesk
  readonly session: PortalSessionAnswer
}

/** The portal: reads whose desk it is and who is signed in, then shows the page the address names. */
export function App() {
  const { value: start, failure, reload } = useLoaded('start', readStart)
  const colour = start?.desk.colour ?? ''
  const theme = useMemo(() => brandTheme(colour), [colour])
  return (
    <MantineProvider theme={theme} cssVariablesResolver={surfaces} defaultColorScheme="auto">
      <CrashBoundary>
        {start && <Portal start={start} />}
        {!start && (
          <main className="p-start">
            {failure ? <LoadProblem failure={failure} retry={reload} /> : <Loading />}
          </main>
        )}
      </CrashBoundary>
    </MantineProvider>
  )
}

async function readStart(): Promise<Answer<Start>> {
  const [desk, session] = await Promise.all([openApi.desk(), openApi.session()])
  if (!desk.ok) return desk
  return session.ok ? { ok: true, value: { desk: desk.value, session: session.value } } : session
}

function Portal({ start: { desk, session: first } }: { readonly start: Start }) {
  const { i18n } = useTranslation()
  const [session, setSession] = useState(first)
  const [hasEnded, setEnded] = useState(false)
  const hash = useHash()
  const route = useMemo(() => parseRoute(hash), [hash])
  const enter = (entered: SignedIn) => {
    setEnded(false)
    setSession(entered)
  }
  const leave = useCallback((ended: boolean) => {
    setEnded(ended)
    setSession({ signedIn: false })
  }, [])
  useEffect(() => {
    if (session.signedIn && !chosenLanguage()) void i18n.changeLanguage(session.person.language)
  }, [session, i18n])
  if (route.page === 'link') {
    return (
      <Frame desk={desk}>
        <LinkPage key={route.token} token={route.token} onEnter={enter} />
      </Frame>
    )
  }
  if (!session.signedIn) {
    return (
      <Frame desk={desk}>
        <SignInPage desk={desk} hasEnded={hasEnded} onEnter={enter} />
      </Frame>
    )
  }
  return <Inside key={session.csrf} desk={desk} session={session} route={route} onLeave={leave} />
}

interface InsideProps {
  readonly desk: PortalDesk
  readonly session: SignedIn
  readonly route: ReturnType<typeof parseRoute>
  readonly onLeave: (ended: boolean) => void
}

function Inside({ desk, session, route, onLeave }: InsideProps) {
  const api = useMemo(() => createApi(session.csrf, () => onLeave(true)), [session.csrf, onLeave])
  const [line] = useState(openLiveLine)
  useEffect(() => () => line.close(), [line])
  const portal = useMemo(() => ({ desk, session, api, line }), [desk, session, api, line])
  return (
    <PortalProvider value={portal}>
      <Frame desk={desk} onSignOut={() => onLeave(false)}>
        <SignedInPages route={route} />
      </Frame>
    </PortalProvider>
  )
}
