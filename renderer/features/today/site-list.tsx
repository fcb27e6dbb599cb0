import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import type { SiteVisits, Visit } from './day-plan.ts'
import { PinButton } from './pin-button.tsx'
import type { PinActs } from './pins.ts'
import { siteAddress } from '#renderer/ui/site-address.ts'
import { VisitCard } from './visit-card.tsx'
import classes from './today.module.css'

interface VisitsProps {
  readonly pins: PinActs
  readonly hrefOf: (ticketId: Id) => string
  readonly onTake?: (ticket: Ticket) => void
}

interface SiteListProps extends VisitsProps {
  readonly sites: readonly SiteVisits[]
}

/** Sites with what is to be done there. */
export function SiteList({ sites, ...rest }: SiteListProps) {
  return sites.map((site) => <Site key={site.siteId} site={site} {...rest} />)
}

function Site({ site, ...rest }: VisitsProps & { readonly site: SiteVisits }) {
  const { t } = useTranslation('today')
  const directory = useDirectory()
  const { siteId, visits } = site
  const name = directory.settingName(siteId) || t('noSite')
  const address = siteAddress(directory.setting(siteId))
  const { pins, toggle } = rest.pins
  return (
    <section className={classes['site']} aria-label={name}>
      <header className={classes['siteHead']}>
        <div>
          <h3>{name}</h3>
          <span className={classes['dim']}>
            {[address, t('tickets', { count: visits.length })].filter((words) => words !== '').join(' · ')}
          </span>
        </div>
        {siteId !== '' && (
          <PinButton
            withWord
            name={name}
            isPinned={pins.sites.includes(siteId)}
            onToggle={() => toggle('sites', siteId)}
          />
        )}
      </header>
      <VisitList visits={visits} {...rest} />
    </section>
  )
}

interface VisitListProps extends VisitsProps {
  readonly visits: readonly Visit[]
}

/** Visits in their order. */
export function VisitList({ visits, pins, hrefOf, onTake }: VisitListProps) {
  return (
    <ul className={classes['visits']}>
      {visits.map((visit) => (
        <VisitCard
          key={visit.ticket.id}
          visit={visit}
          href={hrefOf(visit.ticket.id)}
          isPinned={pins.pins.tickets.includes(visit.ticket.id)}
          onPin={() => pins.toggle('tickets', visit.ticket.id)}
          {...(onTake === undefined ? {} : { onTake: () => onTake(visit.ticket) })}
        />
      ))}
    </ul>
  )
}
