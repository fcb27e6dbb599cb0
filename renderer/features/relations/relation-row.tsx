import { Anchor } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Relation } from '#shared/links/rules.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDoc } from '#renderer/replica/react.tsx'
import { KindIcon, StatusSign } from '#renderer/ui/ticket-signs.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import classes from './relations.module.css'

interface RelationRowProps {
  readonly relation: Relation
  readonly onOpenTicket: (id: Id) => void
  readonly onRemove: (() => void) | undefined
}

/** How the ticket is related, to which one, and how that one stands. */
export function RelationRow({ relation, onOpenTicket, onRemove }: RelationRowProps) {
  const { t } = useTranslation(['relations', 'links'])
  const { doc: ticket, loading } = useDoc('tickets', relation.id)
  const directory = useDirectory()
  const word = relation.isForward ? t(`links:forward.${relation.kind}`) : t(`links:inverse.${relation.kind}`)
  return (
    <li className={classes['row']}>
      <span className={classes['word']}>{word}</span>
      {ticket === undefined ? (
        <span className={classes['away']}>{loading ? '' : t('notHere')}</span>
      ) : (
        <>
          <KindIcon kind={ticket.kind} />
          <span className={classes['number']}>{ticketName(ticket)}</span>
          <Anchor
            component="button"
            className={classes['title'] ?? ''}
            onClick={() => onOpenTicket(ticket.id)}
          >
            {ticket.title}
          </Anchor>
          <StatusSign ticket={ticket} />
          <span className={classes['who']}>{directory.personName(ticket.assigneeId)}</span>
        </>
      )}
      {onRemove !== undefined && (
        <IconButton
          label={t('removeOf', { name: ticket === undefined ? '' : ticketName(ticket) })}
          hint={t('remove')}
          icon={IconX}
          iconSize={15}
          onClick={onRemove}
        />
      )}
    </li>
  )
}
