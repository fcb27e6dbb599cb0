import { Alert, Button, EmptyState, Skeleton } from '@mantine/core'
import { IconCloudDownload, IconFilterOff, IconInbox, IconMoodCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSyncStatus } from '#renderer/replica/react.tsx'
import { SORTED_IN_MEMORY } from './list-query.ts'
import classes from './list-states.module.css'

/** Says that an order was made of the newest rows alone. */
export function CutNote() {
  const { t } = useTranslation('tickets')
  return (
    <p className={classes['cut']} role="note">
      {t('list.cut', { count: SORTED_IN_MEMORY })}
    </p>
  )
}

interface EmptyListProps {
  readonly view: string
  readonly isNarrowed: boolean
  readonly onClear: () => void
  readonly onUnassigned: () => void
}

/** What stands in place of an empty list: why it is empty and what to do next. */
export function EmptyList({ view, isNarrowed, onClear, onUnassigned }: EmptyListProps) {
  const { t } = useTranslation('tickets')
  if (isNarrowed) {
    return (
      <Centered
        icon={<IconFilterOff size={32} />}
        title={t('empty.filteredTitle')}
        body={t('empty.filteredBody')}
      >
        <Button variant="default" onClick={onClear}>
          {t('empty.clear')}
        </Button>
      </Centered>
    )
  }
  switch (view) {
    case 'mine':
      return (
        <Centered icon={<IconMoodCheck size={32} />} title={t('empty.mineTitle')} body={t('empty.mineBody')}>
          <Button variant="default" onClick={onUnassigned}>
            {t('empty.unassignedOpen')}
          </Button>
        </Centered>
      )
    case 'unassigned':
      return (
        <Centered
          icon={<IconMoodCheck size={32} />}
          title={t('empty.unassignedTitle')}
          body={t('empty.unassignedBody')}
        />
      )
    case 'waiting':
      return (
        <Centered
          icon={<IconInbox size={32} />}
          title={t('empty.waitingTitle')}
          body={t('empty.waitingBody')}
        />
      )
    case 'resolved':
      return (
        <Centered
          icon={<IconInbox size={32} />}
          title={t('empty.resolvedTitle')}
          body={t('empty.resolvedBody')}
        />
      )
    default:
      return (
        <Centered icon={<IconInbox size={32} />} title={t('empty.openTitle')} body={t('empty.openBody')} />
      )
  }
}

interface CenteredProps {
  readonly icon: React.ReactNode
  readonly title: string
  readonly body: string
  readonly children?: React.ReactNode
}

function Centered({ icon, title, body, children }: CenteredProps) {
  return (
    <div className={classes['centered']}>
      <EmptyState icon={icon} title={title} description={body}>
        {children !== undefined && <EmptyState.Actions>{children}</EmptyState.Actions>}
      </EmptyState>
    </div>
  )
}

/** Grey rows while the list is read. */
export function LoadingList() {
  const { t } = useTranslation('tickets')
  return (
    <div className={classes['loading']} role="status" aria-label={t('list.loading')}>
      {Array.from({ length: 14 }, (_, index) => (
        <Skeleton key={index} height={12} width={`${92 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  )
}

/** Says, during the first fill of the device, how much is there already. */
export function FillingNote() {
  const { t } = useTranslation('tickets')
  const status = useSyncStatus()
  if (status.filling === 0) return null
  return (
    <Alert
      variant="light"
      icon={<IconCloudDownload size={16} />}
      className={classes['filling'] ?? ''}
      role="status"
    >
      {t('list.filling', { count: status.filling })}
    </Alert>
  )
}
