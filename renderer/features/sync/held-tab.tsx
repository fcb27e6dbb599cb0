import { Anchor, Button, EmptyState, Group } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { heldReason } from '#shared/messages/schema.ts'
import { useDates } from '#renderer/ui/dates.ts'
import { useNoticeActs, useNotices } from './notices.ts'
import { useTicketNames } from './use-ticket-names.ts'
import classes from './sync-drawer.module.css'

interface HeldTabProps {
  readonly onOpenTicket: (id: Id) => void
}

/** Replies that were not sent because something happened meanwhile: each with its text, the reason, and what to do. */
export function HeldTab({ onOpenTicket }: HeldTabProps) {
  const { t } = useTranslation('sync')
  const notices = useNotices('held-reply')
  const ids = useMemo(() => notices.map(({ ticketId }) => ticketId), [notices])
  const nameOf = useTicketNames(ids)
  const dates = useDates()
  const acts = useNoticeActs()
  if (notices.length === 0) {
    return (
      <EmptyState
        className={classes['empty'] ?? ''}
        icon={<IconHandStop size={30} />}
        title={t('held.emptyTitle')}
        description={t('held.emptyBody')}
      />
    )
  }
  return (
    <ol className={classes['list']} aria-label={t('drawer.held')}>
      {notices.map((notice) => (
        <li key={notice.id} className={classes['item']}>
          <div className={classes['itemTitle']}>
            {t('held.about', { name: nameOf(notice.ticketId) })}
            <Anchor component="button" size="xs" onClick={() => onOpenTicket(notice.ticketId)}>
              {t('held.open')}
            </Anchor>
          </div>
          <div className={classes['error']}>{t(`held.reason.${heldReason(notice.reason)}`)}</div>
          <blockquote className={classes['kept']}>{String(notice.yours)}</blockquote>
          <time className={classes['meta']} dateTime={notice.yoursAt} title={dates.full(notice.yoursAt)}>
            {dates.ago(notice.yoursAt || notice.at)}
          </time>
          <Group gap="xs">
            <Button variant="default" onClick={() => void acts.release(notice)}>
              {t('held.send')}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => void acts.dismiss(notice)}>
              {t('held.dismiss')}
            </Button>
          </Group>
        </li>
      ))}
    </ol>
  )
}
