import { Anchor, Button, EmptyState, Group } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Notice } from '#shared/notices/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useFieldWords } from '#renderer/ui/field-words.ts'
import { useNoticeActs, useNotices } from './notices.ts'
import { useTicketNames } from './use-ticket-names.ts'
import classes from './sync-drawer.module.css'

interface NoticeTabProps {
  readonly onOpenTicket: (id: Id) => void
}

/** Fields two people set to different values: yours, theirs and what stood before, to choose from. */
export function ConflictsTab({ onOpenTicket }: NoticeTabProps) {
  const { t } = useTranslation('sync')
  const notices = useNotices('conflict')
  const ids = useMemo(() => notices.map(({ ticketId }) => ticketId), [notices])
  const nameOf = useTicketNames(ids)
  if (notices.length === 0) {
    return (
      <EmptyState
        className={classes['empty'] ?? ''}
        icon={<IconArrowsSplit2 size={30} />}
        title={t('conflict.emptyTitle')}
        description={t('conflict.emptyBody')}
      />
    )
  }
  return (
    <ol className={classes['list']} aria-label={t('drawer.conflicts')}>
      {notices.map((notice) => (
        <Conflict
          key={notice.id}
          notice={notice}
          name={nameOf(notice.ticketId)}
          onOpenTicket={onOpenTicket}
        />
      ))}
    </ol>
  )
}

interface ConflictProps extends NoticeTabProps {
  readonly notice: Notice
  readonly name: string
}

function Conflict({ notice, name, onOpenTicket }: ConflictProps) {
  const { t } = useTranslation('sync')
  const words = useFieldWords(useDirectory())
  const acts = useNoticeActs()
  const value = (of: unknown) => words.value(notice.field, of)
  return (
    <li className={classes['item']}>
      <div className={classes['itemTitle']}>
        {t('conflict.about', { field: words.field(notice.field), name })}
        <Anchor component="button" size="xs" onClick={() => onOpenTicket(notice.ticketId)}>
          {t('conflict.open')}
        </Anchor>
      </div>
      <dl className={classes['sides']}>
        <Side label={t('conflict.yours')} value={value(notice.yours)} at={notice.yoursAt} by="" />
        <Side
          label={t('conflict.theirs')}
          value={value(notice.theirs)}
          at={notice.theirsAt}
          by={notice.theirsBy}
        />
        <Side label={t('conflict.before')} value={value(notice.base)} at="" by="" />
      </dl>
      <Group gap="xs">
        <Button variant="default" onClick={() => void acts.takeMine(notice)}>
          {t('conflict.useMine')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => void acts.dismiss(notice)}>
          {t('conflict.keepTheirs')}
        </Button>
      </Group>
    </li>
  )
}

interface SideProps {
  readonly label: string
  readonly value: string
  /** ISO instant and person id; '' leaves them out. */
  readonly at: string
  readonly by: string
}

function Side({ label, value, at, by }: SideProps) {
  const { t } = useTranslation(['sync', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  const name = by === '' ? t('common:you') : directory.personName(by) || t('common:somebody')
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value}
        {at !== '' && (
          <span className={classes['meta']}>{t('conflict.by', { name, ago: dates.ago(at) })}</span>
        )}
      </dd>
    </div>
  )
}
