import { Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkChoices, type LinkChoice } from '#shared/links/ends.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { TicketFinder } from './ticket-finder.tsx'
import type { RelationActs } from './use-relation-acts.ts'

const CHOICES = linkChoices('tickets', 'tickets').filter(({ kind }) => kind !== 'split-from')
const FIRST: LinkChoice = { kind: 'related', isForward: true }

interface AddRelationProps {
  readonly ticket: Ticket
  readonly acts: RelationActs
  readonly onClose: () => void
}

/** Asks how the ticket is related, then to which one. */
export function AddRelation({ ticket, acts, onClose }: AddRelationProps) {
  const { t } = useTranslation(['relations', 'links', 'common'])
  const [choice, setChoice] = useState(FIRST)
  const nameOf = ({ kind, isForward }: LinkChoice) => `${kind}/${isForward ? 'forward' : 'inverse'}`
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('add')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Select
        mb="sm"
        label={t('how')}
        allowDeselect={false}
        data={CHOICES.map((each) => ({
          value: nameOf(each),
          label: each.isForward ? t(`links:forward.${each.kind}`) : t(`links:inverse.${each.kind}`),
        }))}
        value={nameOf(choice)}
        onChange={(value) => setChoice(CHOICES.find((each) => nameOf(each) === value) ?? FIRST)}
      />
      <TicketFinder
        label={t('which')}
        without={[ticket.id]}
        onChoose={(id) => {
          void acts.add(choice, 'tickets', id)
          onClose()
        }}
      />
    </Modal>
  )
}
