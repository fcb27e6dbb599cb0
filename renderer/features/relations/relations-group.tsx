import { Alert, Anchor, Button, EmptyState, Group } from '@mantine/core'
import { IconArrowMerge, IconLink, IconSitemap } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { relationsOf, type Relation } from '#shared/links/rules.ts'
import type { Link } from '#shared/links/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDoc } from '#renderer/replica/react.tsx'
import { useLinks } from '#renderer/replica/use-links.ts'
import { AddRelation } from './add-relation.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { RelationRow } from './relation-row.tsx'
import { useMergeActs, type MergeActs } from './use-merge-acts.ts'
import { useRelationActs } from './use-relation-acts.ts'
import classes from './relations.module.css'

interface RelationsGroupProps {
  readonly ticket: Ticket
  readonly isReadOnly: boolean
  readonly onOpenTicket: (id: Id) => void
}

/** Other tickets this one has to do with, read from its side, and what makes one ticket of two. */
export function RelationsGroup({ ticket, isReadOnly, onOpenTicket }: RelationsGroupProps) {
  const links = useLinks(ticket.id)
  if (links === undefined) return null
  return <Relations ticket={ticket} links={links} isReadOnly={isReadOnly} onOpenTicket={onOpenTicket} />
}

/** How many other tickets a ticket is related to. */
export function useRelationCount(ticketId: Id): number {
  const links = useLinks(ticketId)
  return links === undefined ? 0 : ticketRelations(links, ticketId).length
}

function ticketRelations(links: readonly Link[], id: Id): readonly Relation[] {
  return relationsOf(links, id).filter(({ collection }) => collection === 'tickets')
}

interface RelationsProps extends RelationsGroupProps {
  readonly links: readonly Link[]
}

function Relations({ ticket, links, isReadOnly, onOpenTicket }: RelationsProps) {
  const { t } = useTranslation('relations')
  const acts = useRelationActs(ticket, links)
  const merging = useMergeActs(ticket, links)
  const [open, setOpen] = useState<'none' | 'add' | 'merge'>('none')
  const relations = ticketRelations(links, ticket.id)
  const close = () => setOpen('none')
  return (
    <section className={classes['group']} aria-label={t('title')}>
      {ticket.mergedIntoId !== '' && (
        <MergedNote ticket={ticket} acts={merging} isReadOnly={isReadOnly} onOpenTicket={onOpenTicket} />
      )}
      {!isReadOnly && (
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconLink size={15} aria-hidden />}
            onClick={() => setOpen('add')}
          >
            {t('add')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconArrowMerge size={15} aria-hidden />}
            disabled={ticket.mergedIntoId !== ''}
            onClick={() => setOpen('merge')}
          >
            {t('merge.open')}
          </Button>
        </Group>
      )}
      {open === 'add' && <AddRelation ticket={ticket} acts={acts} onClose={close} />}
      {open === 'merge' && <MergeDialog ticket={ticket} acts={merging} onClose={close} />}
      {relations.length === 0 ? (
        <EmptyState
          className={classes['empty'] ?? ''}
          icon={<IconSitemap size={30} />}
          title={t('emptyTitle')}
          description={t('emptyBody')}
        />
      ) : (
        <ul className={classes['list']} aria-label={t('title')}>
          {relations.map((relation) => (
            <RelationRow
              key={`${relation.kind}/${relation.id}/${relation.isForward}`}
              relation={relation}
              onOpenTicket={onOpenTicket}
              onRemove={isReadOnly ? undefined : () => void acts.remove(relation)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

interface MergedNoteProps extends RelationsGroupProps {
  readonly acts: MergeActs
}

function MergedNote({ ticket, acts, isReadOnly, onOpenTicket }: MergedNoteProps) {
  const { t } = useTranslation('relations')
  const { doc: target } = useDoc('tickets', ticket.mergedIntoId)
  return (
    <Alert icon={<IconArrowMerge size={18} />} variant="light">
      <Group gap="sm">
        <span>
          {t('merge.isMerged')}{' '}
          {target !== undefined && (
            <Anchor component="button" onClick={() => onOpenTicket(target.id)}>
              {`${ticketName(target)} ${target.title}`}
            </Anchor>
          )}
        </span>
        {!isReadOnly && (
          <Button size="compact-sm" variant="default" onClick={() => void acts.unmerge()}>
            {t('merge.undo')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
