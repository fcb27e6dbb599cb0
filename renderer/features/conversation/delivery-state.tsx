import {
  IconAlertCircle,
  IconCheck,
  IconClock,
  IconHandStop,
  IconLoader2,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Delivery, Message } from '#shared/messages/schema.ts'
import { useDates } from '#renderer/ui/dates.ts'
import { SendAgain } from './send-again.tsx'
import classes from './delivery-state.module.css'

type Shown = Exclude<Delivery, 'none'> | 'waiting'

const ICONS: Readonly<Record<Shown, Icon>> = {
  waiting: IconClock,
  queued: IconClock,
  sending: IconLoader2,
  sent: IconCheck,
  held: IconHandStop,
  failed: IconAlertCircle,
  uncertain: IconAlertCircle,
}

interface DeliveryStateProps {
  readonly message: Message
  /** True while it has not reached the server. */
  readonly isWaiting: boolean
  /** ISO instant, '' when it is not known. */
  readonly sentAt: string
}

/** How the sending of a reply goes. */
export function DeliveryState({ message, isWaiting, sentAt }: DeliveryStateProps) {
  const { t } = useTranslation('messages')
  const dates = useDates()
  const state: Shown | undefined = isWaiting
    ? 'waiting'
    : message.delivery === 'none'
      ? undefined
      : message.delivery
  if (state === undefined) return null
  const StateIcon = ICONS[state]
  const words =
    state === 'sent' && sentAt !== ''
      ? t('delivery.sentAt', { time: dates.time(sentAt) })
      : t(`delivery.${state}`, { error: message.deliveryError })
  return (
    <div className={classes['state']} data-state={state}>
      <StateIcon size={14} aria-hidden />
      <span role="status">{words}</span>
      {(state === 'failed' || state === 'uncertain') && <SendAgain message={message} />}
    </div>
  )
}
