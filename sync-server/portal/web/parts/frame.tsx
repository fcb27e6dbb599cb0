import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortalDesk } from '../../contract.ts'
import { API } from '../api/client.ts'
import { hrefOf, parseRoute, useHash } from '../route.ts'
import { OfflineBanner } from './offline-banner.tsx'
import { OuterMenu, PersonMenu } from './person-menu.tsx'

interface FrameProps {
  readonly desk: PortalDesk
  /** Given for signed-in people: after they left. */
  readonly onSignOut?: () => void
  readonly children: ReactNode
}

/** The desk's name, the way around, and the page. */
export function Frame({ desk, onSignOut, children }: FrameProps) {
  const { t } = useTranslation()
  const hash = useHash()
  const main = useMainFocus(hash)
  return (
    <>
      <header className="p-header">
        <a
          className="p-skip"
          href={hash === '' ? '#/' : hash}
          onClick={(event) => {
            event.preventDefault()
            main.current?.focus()
          }}
        >
          {t('nav.skip')}
        </a>
        <div className="p-header-inner">
          <Brand desk={desk} />
          {onSignOut && <Places hash={hash} />}
          {onSignOut ? <PersonMenu onSignOut={onSignOut} /> : <OuterMenu />}
        </div>
        {onSignOut && <OfflineBanner />}
      </header>
      <main className="p-main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  )
}

function Brand({ desk }: { readonly desk: PortalDesk }) {
  const { i18n } = useTranslation()
  const name = desk.names[i18n.language] ?? desk.name
  return (
    <a className="p-brand" href={hrefOf({ page: 'home' })}>
      {desk.logo ? (
        <img src={`${API}/logo`} alt="" height={32} />
      ) : (
        <span className="p-brand-mark" aria-hidden>
          {name.slice(0, 1)}
        </span>
      )}
      <span className="p-brand-name">{name}</span>
    </a>
  )
}

function Places({ hash }: { readonly hash: string }) {
  const { t } = useTranslation()
  const { page } = parseRoute(hash)
  const isRequests = page === 'requests' || page === 'request'
  return (
    <nav className="p-places" aria-label={t('nav.label')}>
      <a href={hrefOf({ page: 'home' })} aria-current={isRequests ? undefined : 'page'}>
        {t('nav.home')}
      </a>
      <a href={hrefOf({ page: 'requests', group: 'open' })} aria-current={isRequests ? 'page' : undefined}>
        {t('nav.requests')}
      </a>
    </nav>
  )
}

/** After going somewhere, reading and the keyboard go on at the top of the page. */
function useMainFocus(hash: string) {
  const { t } = useTranslation()
  const main = useRef<HTMLElement>(null)
  const before = useRef(hash)
  useEffect(() => {
    const { page } = parseRoute(hash)
    document.title = page === 'link' ? t('page.signIn') : t(`page.${page}`)
    if (before.current === hash) return
    before.current = hash
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [hash, t])
  return main
}
