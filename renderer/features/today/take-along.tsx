import { ActionIcon, Progress } from '@mantine/core'
import {
  IconBuilding,
  IconCircleCheckFilled,
  IconCloudDown,
  IconCloudOff,
  IconTicket,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDoc, useSyncStatus } from '#renderer/replica/react.tsx'
import { useFileSize } from '#renderer/ui/file-size.ts'
import { carriedOf, filesIn, isAllHere, type Carried } from './baggage.ts'
import type { DayPlan } from './day-plan.ts'
import type { PinActs } from './pins.ts'
import { ticketsAt, useBaggage, useHeld } from './use-day.ts'
import classes from './today.module.css'

interface TakeAlongProps {
  readonly plan: DayPlan
  readonly pins: PinActs
}

/** What is taken along for places without a network, and how much of it is on the device already. */
export function TakeAlong({ plan, pins: { pins, toggle } }: TakeAlongProps) {
  const { t } = useTranslation('today')
  const isEmpty = pins.sites.length + pins.tickets.length === 0
  return (
    <section className={classes['side']} aria-label={t('take.title')}>
      <h2>{t('take.title')}</h2>
      {isEmpty && <p className={classes['dim']}>{t('take.empty')}</p>}
      <ul className={classes['lines']}>
        {pins.sites.map((id) => (
          <PinnedSite key={id} siteId={id} plan={plan} onRemove={() => toggle('sites', id)} />
        ))}
        {pins.tickets.map((id) => (
          <PinnedTicket key={id} ticketId={id} onRemove={() => toggle('tickets', id)} />
        ))}
      </ul>
      {!isEmpty && <p className={classes['dim']}>{t('take.documents')}</p>}
    </section>
  )
}

interface PinnedSiteProps {
  readonly siteId: Id
  readonly plan: DayPlan
  readonly onRemove: () => void
}

function PinnedSite({ siteId, plan, onRemove }: PinnedSiteProps) {
  const { t } = useTranslation('today')
  const directory = useDirectory()
  const ticketIds = ticketsAt(plan, siteId)
  const name = directory.settingName(siteId) || t('take.siteGone')
  return (
    <Pinned name={name} icon={IconBuilding} ticketIds={ticketIds} onRemove={onRemove}>
      {t('tickets', { count: ticketIds.length })}
    </Pinned>
  )
}

function PinnedTicket({ ticketId, onRemove }: { readonly ticketId: Id; readonly onRemove: () => void }) {
  const { t } = useTranslation('today')
  const { doc: ticket, loading } = useDoc('tickets', ticketId)
  if (loading) return null
  return (
    <Pinned
      name={ticket === undefined ? t('take.ticketGone') : ticketName(ticket)}
      icon={IconTicket}
      ticketIds={[ticketId]}
      onRemove={onRemove}
    >
      {ticket?.title ?? ''}
    </Pinned>
  )
}

interface PinnedProps {
  readonly name: string
  readonly icon: typeof IconTicket
  readonly ticketIds: readonly Id[]
  readonly onRemove: () => void
  readonly children: string
}

function Pinned({ name, icon: Sign, ticketIds, onRemove, children }: PinnedProps) {
  const { t } = useTranslation('today')
  const baggage = useBaggage(ticketIds)
  const held = useHeld(filesIn(baggage ?? []).map(({ sha256 }) => sha256))
  return (
    <li className={classes['pinned']} aria-label={name}>
      <Sign size={18} aria-hidden />
      <span className={classes['words']}>
        <span className={classes['cut']}>
          <strong>{name}</strong> {children}
        </span>
        {baggage !== undefined && <HowMuch carried={carriedOf(baggage, held)} />}
      </span>
      <ActionIcon
        size={48}
        variant="subtle"
        color="gray"
        aria-label={t('take.leave', { name })}
        onClick={onRemove}
      >
        <IconX size={18} />
      </ActionIcon>
    </li>
  )
}

/** Says what is here and what is not, and when the rest can come. */
function HowMuch({ carried }: { readonly carried: Carried }) {
  const { t } = useTranslation('today')
  const fileSize = useFileSize()
  const { phase } = useSyncStatus()
  const { files, filesHere, bytes, bytesHere, articles, articlesHere } = carried
  const parts = [
    files > 0
      ? t('take.files', { count: files, here: filesHere, size: fileSize(bytesHere), of: fileSize(bytes) })
      : '',
    articles > 0 ? t('take.articles', { count: articles, here: articlesHere }) : '',
  ].filter((words) => words !== '')
  const isAway = phase === 'offline' || phase === 'signed-out' || phase === 'failed'
  if (isAllHere(carried)) {
    return (
      <span className={classes['state']} data-tone="here">
        <IconCircleCheckFilled size={15} aria-hidden />
        {parts.length === 0 ? t('take.nothing') : `${t('take.here')} ${parts.join(', ')}`}
      </span>
    )
  }
  const Sign = isAway ? IconCloudOff : IconCloudDown
  return (
    <>
      <span className={classes['state']} data-tone={isAway ? 'away' : 'coming'}>
        <Sign size={15} aria-hidden />
        {`${t(isAway ? 'take.away' : 'take.coming')} ${parts.join(', ')}`}
      </span>
      <Progress
        size="sm"
        value={bytes === 0 ? 0 : (bytesHere / bytes) * 100}
        aria-label={t('take.progress', { here: fileSize(bytesHere), of: fileSize(bytes) })}
      />
    </>
  )
}
