import { Button, EmptyState, Loader } from '@mantine/core'
import { IconDatabaseOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePlatform } from '../platform/platform-context.tsx'
import type { Platform } from '../platform/platform.ts'
import { createDesk, type Desk, type OpenDesk } from './desk.ts'
import {
  readRevocation,
  REVOCATION_KEY,
  settleRevocation,
  wipeRevoked,
  type Revocation,
} from './revocation.ts'
import { Revoked } from './revoked.tsx'
import { SignedIn } from './signed-in.tsx'
import { sessionStore } from './session-store.ts'
import { SignInStage } from './sign-in-stage.tsx'
import classes from './start.module.css'

/** From nothing to a working console: which server, who, and their copy. */
type Stage =
  | { readonly at: 'opening' }
  | { readonly at: 'failed' }
  | { readonly at: 'revoked'; readonly revocation: Revocation; readonly isWiped: boolean }
  | { readonly at: 'server' }
  | { readonly at: 'sign-in'; readonly desk: Desk }
  | { readonly at: 'open'; readonly desk: Desk; readonly open: OpenDesk }

const { localStorage, sessionStorage } = window
const store = sessionStore(localStorage)

/** Leads to the console: opens what is on this device, or asks who one is. */
export function Start() {
  const [attempt, setAttempt] = useState(0)
  useRestarts()
  return <Stages key={attempt} onRetry={() => setAttempt(attempt + 1)} />
}

function Stages({ onRetry }: { readonly onRetry: () => void }) {
  const platform = usePlatform()
  const [stage, setStage] = useState<Stage>({ at: 'opening' })
  useEffect(() => {
    let isGone = false
    const open = async () => {
      const next = await firstStage(platform).catch((error: unknown): Stage => {
        console.error(error)
        return { at: 'failed' }
      })
      if (!isGone) setStage(next)
      else if (next.at === 'open') await next.desk.close(next.open)
    }
    void open()
    return () => {
      isGone = true
    }
  }, [platform])
  switch (stage.at) {
    case 'opening':
      return <Opening />
    case 'failed':
      return <OpenFailed onRetry={onRetry} />
    case 'revoked':
      return <Revoked {...stage} onRetry={onRetry} onRead={forgetRevocation} />
    case 'open':
      return (
        <SignedIn
          desk={stage.desk}
          open={stage.open}
          onChange={(open) => setStage({ ...stage, open })}
          onSignedOut={() => setStage({ at: 'sign-in', desk: stage.desk })}
        />
      )
    default:
      return (
        <SignInStage
          desk={stage.at === 'sign-in' ? stage.desk : undefined}
          lastEmail={store.lastEmail()}
          onServer={(serverUrl) =>
            void deskOn(platform, serverUrl).then((desk) => setStage({ at: 'sign-in', desk }))
          }
          onOpen={(open) => stage.at === 'sign-in' && setStage({ at: 'open', desk: stage.desk, open })}
        />
      )
  }
}

async function firstStage(platform: Platform): Promise<Stage> {
  const revocation = readRevocation(localStorage)
  if (revocation !== undefined) {
    const isWiped = await wipeRevoked(revocation, { storage: localStorage, sessionStorage, platform }).then(
      () => true,
      (error: unknown) => {
        console.error(error)
        return false
      },
    )
    return { at: 'revoked', revocation, isWiped }
  }
  const serverUrl = await platform.serverUrl()
  if (serverUrl === undefined) return { at: 'server' }
  const desk = await deskOn(platform, serverUrl)
  const open = await desk.reopen()
  return open === undefined ? { at: 'sign-in', desk } : { at: 'open', desk, open }
}

/** Everything this window holds goes with it. */
function restart(): void {
  window.location.reload()
}

function forgetRevocation(): void {
  settleRevocation(localStorage)
  restart()
}

/**
 * Starts anew when another window learnt that this device was revoked, and when the browser shows a page again that it
 * had put aside: its databases and connections were closed meanwhile.
 */
function useRestarts(): void {
  useEffect(() => {
    const hear = ({ key, newValue }: StorageEvent) => {
      if (key === REVOCATION_KEY && newValue !== null) restart()
    }
    const show = ({ persisted }: PageTransitionEvent) => {
      if (persisted) restart()
    }
    window.addEventListener('storage', hear)
    window.addEventListener('pageshow', show)
    return () => {
      window.removeEventListener('storage', hear)
      window.removeEventListener('pageshow', show)
    }
  }, [])
}

async function deskOn(platform: Platform, serverUrl: string): Promise<Desk> {
  const { platform: system } = await platform.info()
  const name = deviceName(platform.kind, system)
  return createDesk({ platform, store, storage: localStorage, serverUrl, deviceName: name, restart })
}

/** `Satchel (linux)`, `Firefox`: enough to recognise one's devices in a list. */
function deviceName(kind: Platform['kind'], system: string): string {
  if (kind === 'desktop') return `Satchel (${system})`.slice(0, 120)
  const browsers = ['Edg', 'Firefox', 'Chrome', 'Safari']
  return browsers.find((name) => system.includes(name))?.replace('Edg', 'Edge') ?? 'Browser'
}

function Opening() {
  const { t } = useTranslation('console')
  return (
    <div className={classes['centre']} role="status">
      <Loader size="sm" />
      <span>{t('opening')}</span>
    </div>
  )
}

function OpenFailed({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation('console')
  return (
    <div className={classes['centre']} role="alert">
      <EmptyState
        icon={<IconDatabaseOff size={32} />}
        title={t('openFailed.title')}
        description={t('openFailed.body')}
      >
        <EmptyState.Actions>
          <Button variant="default" onClick={onRetry}>
            {t('openFailed.retry')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </div>
  )
}
