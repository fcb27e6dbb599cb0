import { IconCloudOff, IconCloudUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useOutbox, useSyncStatus } from '#renderer/replica/react.tsx'
import { useDates, useNow } from '#renderer/ui/dates.ts'
import { copyAge } from './copy-age.ts'
import classes from './copy-age-sign.module.css'

/** Says quietly since when a ticket on this device was not compared with the server; nothing while that is recent. */
export function CopyAgeSign({ ticketId }: { readonly ticketId: Id }) {
  const { t } = useTranslation('sync')
  const dates = useDates()
  const age = copyAge(ticketId, useSyncStatus(), useOutbox(), useNow().getTime())
  if (age === undefined) return null
  const Sign = age.kind === 'copy' ? IconCloudOff : IconCloudUp
  return (
    <span
      data-hint={t(`age.${age.kind}Hint`, { time: dates.full(age.since) })}
      className={classes['age']}
      role="status"
    >
      <Sign size={14} aria-hidden /> {t(`age.${age.kind}`, { time: dates.dayAndTime(age.since) })}
    </span>
  )
}
