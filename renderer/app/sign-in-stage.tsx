import { Anchor } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FirstRunRequest } from '#shared/protocol/session.ts'
import { CredentialsForm } from '../features/sign-in/credentials-form.tsx'
import { FirstRunForm } from '../features/sign-in/first-run-form.tsx'
import { ServerForm } from '../features/sign-in/server-form.tsx'
import { SignInFrame } from '../features/sign-in/sign-in-frame.tsx'
import { usePlatform } from '../platform/platform-context.tsx'
import { usePreferences } from '../ui/preferences.ts'
import type { Desk, OpenDesk } from './desk.ts'

interface SignInStageProps {
  /** Undefined until a server is chosen. */
  readonly desk: Desk | undefined
  readonly lastEmail: string
  readonly onServer: (serverUrl: string) => void
  readonly onOpen: (open: OpenDesk) => void
}

/** Chooses the server, sets up an empty one, signs in. */
export function SignInStage({ desk, lastEmail, onServer, onOpen }: SignInStageProps) {
  const { t } = useTranslation(['sign-in', 'common'])
  const platform = usePlatform()
  const setLanguage = usePreferences((state) => state.setLanguage)
  const { name, isFirstRun, settle } = useServerFacts(desk)
  const [isChanging, setChanging] = useState(false)
  const isForgetful = useForgetful()
  const frame = { onLanguage: setLanguage }
  if (desk === undefined || isChanging) {
    return (
      <SignInFrame {...frame} title={t('common:appName')}>
        <ServerForm
          current={desk?.serverUrl ?? ''}
          onChosen={(serverUrl) => {
            setChanging(false)
            onServer(serverUrl)
          }}
        />
      </SignInFrame>
    )
  }
  if (isFirstRun) {
    return (
      <SignInFrame {...frame} title={t('firstRun.title', { name: t('common:appName') })}>
        <FirstRunForm onSubmit={(request) => setUp(desk, request, onOpen, settle)} />
      </SignInFrame>
    )
  }
  const change = platform.kind === 'desktop' && (
    <>
      {isForgetful && <p>{t('keychainMemory')}</p>}
      {t('onServer', { server: desk.serverUrl })}{' '}
      <Anchor component="button" size="xs" onClick={() => setChanging(true)}>
        {t('changeServer')}
      </Anchor>
    </>
  )
  return (
    <SignInFrame {...frame} title={t('title', { name })} foot={change || t('needsNetwork')}>
      <CredentialsForm
        key={desk.serverUrl}
        email={lastEmail}
        submitWords={t('submit')}
        onSubmit={async (email, password) => {
          const result = await desk.signIn(email, password)
          if (result.ok) onOpen(result.value)
          return result
        }}
      />
    </SignInFrame>
  )
}

function useServerFacts(desk: Desk | undefined) {
  const { t } = useTranslation('common')
  const [name, setName] = useState('')
  const [isFirstRun, setFirstRun] = useState(false)
  useEffect(() => {
    if (desk === undefined) return undefined
    let isGone = false
    void Promise.all([desk.api.desk(), desk.api.isFirstRun()]).then(([about, first]) => {
      if (isGone) return
      setName(about.ok ? about.value.name : '')
      setFirstRun(first.ok && first.value)
    })
    return () => {
      isGone = true
    }
  }, [desk])
  return { name: name || t('appName'), isFirstRun, settle: () => setFirstRun(false) }
}

/** True where a session does not outlive the program. */
function useForgetful(): boolean {
  const platform = usePlatform()
  const [isForgetful, setForgetful] = useState(false)
  useEffect(() => {
    void platform.info().then(({ keychain }) => setForgetful(keychain === 'memory'))
  }, [platform])
  return isForgetful
}

async function setUp(
  desk: Desk,
  request: FirstRunRequest,
  onOpen: (open: OpenDesk) => void,
  settle: () => void,
) {
  const made = await desk.api.firstRun(request)
  if (!made.ok) return made
  settle()
  const result = await desk.signIn(request.email.trim().toLowerCase(), request.password)
  if (result.ok) onOpen(result.value)
  return result
}
