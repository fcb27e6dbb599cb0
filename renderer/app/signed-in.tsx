import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchProvider } from '../replica/search/search-context.tsx'
import { SessionEnded } from '../features/sign-in/session-ended.tsx'
import { SignOutDialog, type SignOutWay } from '../features/sign-in/sign-out-dialog.tsx'
import { useSaveExport } from '../features/sync/sync-drawer.tsx'
import { RosterProvider } from '../features/tickets/roster/roster-context.tsx'
import { ServerProvider } from '../platform/server-context.tsx'
import { SessionProvider } from '../platform/session-context.tsx'
import { DirectoryProvider } from '../replica/directory.tsx'
import { ReplicaProvider, useSyncStatus } from '../replica/react.tsx'
import { KeptWordsProvider } from '../ui/kept-words.tsx'
import { CopyLost } from './copy-lost.tsx'
import type { Desk, OpenDesk } from './desk.ts'
import { LeaseOver, useLeaseOver } from './lease-over.tsx'
import { createConsoleRouter } from './router.tsx'
import { useViewState } from './view-state.ts'

interface SignedInProps {
  readonly desk: Desk
  readonly open: OpenDesk
  readonly onChange: (open: OpenDesk) => void
  readonly onSignedOut: () => void
}

/** The console of a signed-in person. */
export function SignedIn({ desk, open, onChange, onSignedOut }: SignedInProps) {
  const { i18n } = useTranslation()
  const router = useMemo(createConsoleRouter, [])
  useEffect(() => {
    void desk.refresh(open).then((fresh) => {
      if (fresh !== open) onChange(fresh)
    })
    // Once per working copy: what changes later arrives with the documents.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [desk, open.replica])
  const isLocked = useLeaseOver(open.watch, open.session.offlineDays)
  const show = useViewState((state) => state.show)
  const signOut = async (way: SignOutWay) => {
    show('none')
    await desk.signOut(open, way)
    onSignedOut()
  }
  return (
    <SessionProvider session={open.session}>
      <ReplicaProvider replica={open.replica}>
        <DirectoryProvider language={i18n.language}>
          <SearchProvider service={open.search} me={open.session.person.id}>
            <ServerProvider calls={desk.calls}>
              <KeptWordsProvider personId={open.session.person.id}>
                <RosterProvider>
                  {isLocked ? <LeaseOver /> : <RouterProvider router={router} />}
                </RosterProvider>
              </KeptWordsProvider>
              <RenewSession desk={desk} open={open} onChange={onChange} />
              <SignOut onSignOut={signOut} />
              <CopyLost watch={open.watch} />
              <WatchRevocation onRevoked={() => void desk.revoked(open)} />
            </ServerProvider>
          </SearchProvider>
        </DirectoryProvider>
      </ReplicaProvider>
    </SessionProvider>
  )
}

/** The copy goes as soon as the server says that this device was revoked. */
function WatchRevocation({ onRevoked }: { readonly onRevoked: () => void }) {
  const isRevoked = useSyncStatus().phase === 'revoked'
  const revoked = useEffectEvent(onRevoked)
  useEffect(() => {
    if (isRevoked) revoked()
  }, [isRevoked])
  return null
}

/** Asks for the password when the server no longer knows the session; once, until it ends again. */
function RenewSession({ desk, open, onChange }: Omit<SignedInProps, 'onSignedOut'>) {
  const { phase } = useSyncStatus()
  const putOff = useViewState((state) => state.signInPutOff)
  const setPutOff = useViewState((state) => state.putSignInOff)
  if (phase !== 'signed-out' || putOff === open.session) return null
  return (
    <SessionEnded
      email={open.session.person.emails[0] ?? ''}
      onLater={() => setPutOff(open.session)}
      onSignIn={async (_email, password) => {
        const renewed = await desk.renew(open, password)
        if (renewed.ok) onChange(renewed.value)
        return renewed
      }}
    />
  )
}

function SignOut({ onSignOut }: { readonly onSignOut: (way: SignOutWay) => Promise<void> }) {
  const overlay = useViewState((state) => state.overlay)
  const show = useViewState((state) => state.show)
  const saveExport = useSaveExport()
  if (overlay !== 'sign-out') return null
  return (
    <SignOutDialog
      onClose={() => show('none')}
      onSignOut={(way) => void onSignOut(way)}
      saveExport={saveExport}
    />
  )
}
