import { Button, EmptyState } from '@mantine/core'
import { IconChecks, IconFileDownload } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useOutbox, useReplica } from '#renderer/replica/react.tsx'
import type { PendingMutation } from '#renderer/replica/replica.ts'
import { useDates } from '#renderer/ui/dates.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { ticketIdOf, useMutationWords } from './mutation-words.ts'
import { useTicketNames } from './use-ticket-names.ts'
import classes from './sync-drawer.module.css'

/** More lines than this say nothing more. */
const MOST_SHOWN = 200

interface OutboxTabProps {
  readonly saveExport: (text: string) => void
}

/** Everything that waits for the server, in words and in order. */
export function OutboxTab({ saveExport }: OutboxTabProps) {
  const { t } = useTranslation('sync')
  const outbox = useOutbox()
  const replica = useReplica()
  const ids = useMemo(
    () => outbox.map(({ collection, docId, patch }) => ticketIdOf(collection, docId, patch)),
    [outbox],
  )
  const nameOf = useTicketNames(ids)
  if (outbox.length === 0) {
    return (
      <EmptyState
        className={classes['empty'] ?? ''}
        icon={<IconChecks size={30} />}
        title={t('outbox.emptyTitle')}
        description={t('outbox.emptyBody')}
      />
    )
  }
  return (
    <>
      <ol className={classes['list']} aria-label={t('outbox.list')}>
        {outbox.slice(0, MOST_SHOWN).map((mutation) => (
          <WaitingChange key={mutation.id} mutation={mutation} nameOf={nameOf} />
        ))}
      </ol>
      {outbox.length > MOST_SHOWN && (
        <p className={classes['more']}>{t('outbox.more', { count: outbox.length - MOST_SHOWN })}</p>
      )}
      <Button
        variant="default"
        leftSection={<IconFileDownload size={14} />}
        onClick={() => void replica.exportOutbox().then(saveExport)}
      >
        {t('drawer.export')}
      </Button>
    </>
  )
}

interface WaitingChangeProps {
  readonly mutation: PendingMutation
  readonly nameOf: (ticketId: string) => string
}

function WaitingChange({ mutation, nameOf }: WaitingChangeProps) {
  const { t } = useTranslation('sync')
  const words = useMutationWords()
  const dates = useDates()
  const { refusalText } = useRefusals()
  const { collection, docId, patch, prev, op, lastError, at } = mutation
  const name = nameOf(ticketIdOf(collection, docId, patch)) || String(patch['label'] ?? '')
  return (
    <li className={classes['item']}>
      {words({ collection, op, patch, prev, ticketName: name }).map((line) => (
        <div key={line}>{line}</div>
      ))}
      <div className={classes['meta']}>
        <time dateTime={at} title={dates.full(at)}>
          {dates.ago(at)}
        </time>
        {lastError !== '' && (
          <span className={classes['error']}>
            {t('outbox.error', { reason: refusalText({ code: lastError }) })}
          </span>
        )}
      </div>
    </li>
  )
}
