import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconInbox,
  IconMessageQuestion,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TicketState } from '../../contract.ts'

const ICONS = {
  received: IconInbox,
  'in-progress': IconCircleDot,
  'waiting-for-you': IconMessageQuestion,
  solved: IconCircleCheck,
  closed: IconCircleDashed,
}

/** The state of a request in words, with a sign beside the colour. */
export function StateBadge({ state }: { readonly state: TicketState }) {
  const { t } = useTranslation()
  const Icon = ICONS[state]
  return (
    <span className={`p-state p-state-${state}`}>
      <Icon size={16} aria-hidden />
      {t(`state.${state}`)}
    </span>
  )
}
