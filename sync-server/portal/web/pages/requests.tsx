import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortalTicket, TicketGroup } from '../../contract.ts'
import { Empty, Loading, LoadProblem } from '../parts/states.tsx'
import { TicketCards } from '../parts/ticket-card.tsx'
import { hrefOf } from '../route.ts'
import { useLoaded, useNews, usePortal } from '../state/portal.tsx'

/** The person's requests, open or done. */
export function RequestsPage({ group }: { readonly group: TicketGroup }) {
  const { t } = useTranslation()
  return (
    <div className="p-page">
      <div className="p-section-head">
        <h1>{t('requests.title')}</h1>
        <Button component="a" size="sm" href={hrefOf({ page: 'report' })}>
          {t('home.report')}
        </Button>
      </div>
      <nav className="p-tabs" aria-label={t('requests.group')}>
        {(['open', 'closed'] as const).map((each) => (
          <a
            key={each}
            href={hrefOf({ page: 'requests', group: each })}
            aria-current={each === group ? 'page' : undefined}
          >
            {t(`requests.${each}`)}
          </a>
        ))}
      </nav>
      <RequestList group={group} />
    </div>
  )
}

function RequestList({ group }: { readonly group: TicketGroup }) {
  const { t } = useTranslation()
  const { api } = usePortal()
  const first = useLoaded(group, (signal) => api.tickets(group, '', signal))
  const [older, setOlder] = useState<readonly PortalTicket[]>([])
  const [next, setNext] = useState<string>()
  const [isLoading, setLoading] = useState(false)
  useNews(first.reload)
  if (!first.value) {
    return first.failure ? <LoadProblem failure={first.failure} retry={first.reload} /> : <Loading />
  }
  const cursor = next ?? first.value.next
  const fresh = new Set(first.value.tickets.map(({ id }) => id))
  const tickets = [...first.value.tickets, ...older.filter(({ id }) => !fresh.has(id))]
  const more = async () => {
    setLoading(true)
    const page = await api.tickets(group, cursor)
    setLoading(false)
    if (!page.ok) return
    setOlder([...older, ...page.value.tickets])
    setNext(page.value.next)
  }
  if (tickets.length === 0 && cursor === '') return <NoRequests group={group} />
  return (
    <>
      <TicketCards tickets={group === 'open' ? waitingFirst(tickets) : tickets} />
      {cursor !== '' && (
        <Button variant="default" loading={isLoading} onClick={() => void more()}>
          {t('requests.more')}
        </Button>
      )}
    </>
  )
}

/** What waits for the person stands on top. */
function waitingFirst(tickets: readonly PortalTicket[]): PortalTicket[] {
  const waits = ({ state }: PortalTicket) => (state === 'waiting-for-you' ? 0 : 1)
  return tickets.toSorted((a, b) => waits(a) - waits(b))
}

function NoRequests({ group }: { readonly group: TicketGroup }) {
  const { t } = useTranslation()
  if (group === 'closed') {
    return (
      <Empty title={t('requests.emptyClosed')}>
        <p className="p-dim">{t('requests.emptyClosedHint')}</p>
      </Empty>
    )
  }
  return (
    <Empty title={t('requests.emptyOpen')}>
      <p className="p-dim">{t('requests.emptyOpenHint')}</p>
      <Button component="a" variant="default" href={hrefOf({ page: 'report' })}>
        {t('home.report')}
      </Button>
    </Empty>
  )
}
