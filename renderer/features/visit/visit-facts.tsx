import { IconClock, IconMapPin, IconPhone, IconStarFilled, IconUser, type Icon } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '#shared/people/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { dayOfInstant } from '#renderer/ui/days.ts'
import { siteAddress } from '#renderer/ui/site-address.ts'
import classes from './visit.module.css'

interface VisitFactsProps {
  readonly ticket: Ticket
  /** What the requester wrote first, '' where nothing was written. */
  readonly description: string
}

/** Who it is about, where they are and how to reach them, until when, and what they said. */
export function VisitFacts({ ticket, description }: VisitFactsProps) {
  const { t } = useTranslation('today')
  const directory = useDirectory()
  const person = directory.person(ticket.requesterId)
  const site = directory.setting(ticket.siteId)
  const place = [directory.settingName(ticket.siteId), directory.settingName(ticket.locationId)]
  const times = useTimes(ticket)
  return (
    <section aria-label={t('visit.facts')} className={classes['facing']}>
      {person !== undefined && <Who person={person} />}
      <Fact icon={IconMapPin} label={t('visit.where')}>
        <span>{place.filter((word) => word !== '').join(' · ') || t('noSite')}</span>
        {siteAddress(site) !== '' && <span className={classes['dim']}>{siteAddress(site)}</span>}
      </Fact>
      {times.length > 0 && (
        <Fact icon={IconClock} label={t('visit.when')}>
          {times.map(({ words, isLate }) => (
            <span key={words} data-late={isLate || undefined}>
              {words}
            </span>
          ))}
        </Fact>
      )}
      {description !== '' && <Description text={description} />}
    </section>
  )
}

function Who({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['today', 'people'])
  const directory = useDirectory()
  const facts = [person.jobTitle, directory.settingName(person.departmentId)]
  return (
    <>
      <Fact icon={IconUser} label={t('visit.who')}>
        <span>
          {person.name}{' '}
          {person.vip && <IconStarFilled size={15} aria-label={t('people:vip')} className={classes['vip']} />}
        </span>
        <span className={classes['dim']}>{facts.filter((fact) => fact !== '').join(' · ')}</span>
      </Fact>
      {person.phone !== '' && (
        <a className={classes['call']} href={`tel:${person.phone.replaceAll(/[^\d+]/gu, '')}`}>
          <IconPhone size={20} aria-hidden />
          <span>
            {t('visit.call')} <strong>{person.phone}</strong>
          </span>
        </a>
      )}
    </>
  )
}

/** When the visit is planned and until when the ticket is to be solved. */
function useTimes({ plannedStart, plannedEnd, resolutionDueAt }: Ticket) {
  const { t } = useTranslation('today')
  const dates = useDates()
  const moment = (at: string) => `${dates.day(dayOfInstant(at))} ${dates.time(at)}`
  const isOneDay = dayOfInstant(plannedStart) === dayOfInstant(plannedEnd)
  const until = plannedEnd === '' ? '' : `–${isOneDay ? dates.time(plannedEnd) : moment(plannedEnd)}`
  return [
    ...(plannedStart === ''
      ? []
      : [{ words: t('visit.planned', { when: moment(plannedStart) + until }), isLate: false }]),
    ...(resolutionDueAt === ''
      ? []
      : [
          { words: t('visit.due', { when: moment(resolutionDueAt) }), isLate: dates.isPast(resolutionDueAt) },
        ]),
  ]
}

interface FactProps {
  readonly icon: Icon
  readonly label: string
  readonly children: ReactNode
}

function Fact({ icon: Sign, label, children }: FactProps) {
  return (
    <div className={classes['fact']} role="group" aria-label={label}>
      <Sign size={20} aria-hidden />
      <span className={classes['words']}>{children}</span>
    </div>
  )
}

/** Longer texts are folded: the hands are full. In characters. */
const LONG = 280

function Description({ text }: { readonly text: string }) {
  const { t } = useTranslation('today')
  const [isWhole, setWhole] = useState(false)
  const isLong = text.length > LONG
  return (
    <div className={classes['said']}>
      <p>{isLong && !isWhole ? `${text.slice(0, LONG).trimEnd()}…` : text}</p>
      {isLong && (
        <button
          type="button"
          className={classes['more']}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {t(isWhole ? 'visit.less' : 'visit.more')}
        </button>
      )}
    </div>
  )
}
