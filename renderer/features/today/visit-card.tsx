import { Button } from '@mantine/core'
import { IconChevronRight, IconMapPin, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PriorityIcon, StatusSign } from '#renderer/ui/ticket-signs.tsx'
import type { Visit } from './day-plan.ts'
import { PinButton } from './pin-button.tsx'
import { useVisitWords } from './use-visit-words.ts'
import classes from './today.module.css'

interface VisitCardProps {
  readonly visit: Visit
  readonly href: string
  readonly isPinned: boolean
  readonly onPin: () => void
  /** Offered where nobody has taken the ticket. */
  readonly onTake?: () => void
}

/** A ticket of the day as one large target: when, what, who and where. */
export function VisitCard({ visit, href, isPinned, onPin, onTake }: VisitCardProps) {
  const { t } = useTranslation(['today', 'tickets'])
  const { ticket, standing } = visit
  const directory = useDirectory()
  const name = ticketName(ticket)
  const { time, what } = useVisitWords()(visit)
  const place = directory.settingName(ticket.locationId)
  return (
    <li className={classes['visit']} data-standing={standing}>
      <a className={classes['open']} href={href}>
        <span className={classes['when']}>
          <strong>{time}</strong>
          <span>{what || t('when.any')}</span>
        </span>
        <span className={classes['what']}>
          <strong className={classes['title']}>{ticket.title}</strong>
          <span className={classes['facts']}>
            <span>{name}</span>
            <Fact icon={IconUser} words={directory.personName(ticket.requesterId)} />
            <Fact icon={IconMapPin} words={place} />
            <span className={classes['fact']} title={t(`tickets:priority.${ticket.priority}`)}>
              <PriorityIcon priority={ticket.priority} /> {t(`tickets:priority.${ticket.priority}`)}
            </span>
            <StatusSign ticket={ticket} />
          </span>
        </span>
        <IconChevronRight size={20} aria-hidden className={classes['chevron']} />
      </a>
      {onTake !== undefined && (
        <Button size="lg" variant="default" aria-label={t('take.over', { name })} onClick={onTake}>
          {t('take.overShort')}
        </Button>
      )}
      <PinButton name={name} isPinned={isPinned} onToggle={onPin} />
    </li>
  )
}

function Fact({ icon: Sign, words }: { readonly icon: typeof IconUser; readonly words: string }) {
  if (words === '') return null
  return (
    <span className={classes['fact']}>
      <Sign size={14} aria-hidden /> {words}
    </span>
  )
}
