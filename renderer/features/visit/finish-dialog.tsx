import { Button, Group, Modal, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferedStep } from '#shared/tickets/process/offered.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { isSubmitKey } from '#renderer/ui/submit-key.ts'
import classes from './visit.module.css'

interface FinishDialogProps {
  readonly ticket: Ticket
  /** The step that resolves it, as its process offers it now. */
  readonly step: OfferedStep
  readonly onFinish: (resolution: string) => void
  readonly onClose: () => void
}

/** Asks what was done and finishes the ticket, or says why its process does not let it yet. */
export function FinishDialog({ ticket, step, onFinish, onClose }: FinishDialogProps) {
  const { t } = useTranslation(['today', 'tickets', 'common'])
  const { refusalText } = useRefusals()
  const [resolution, setResolution] = useState(ticket.resolution)
  const told = [
    ...step.refusals.map(refusalText),
    ...step.warnings.map(({ code, count }) => t(`tickets:warning.${code}`, { count })),
  ]
  const finish = () => step.allowed && onFinish(resolution.trim())
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={t('finish.title', { name: ticketName(ticket) })}
      closeButtonProps={{ 'aria-label': t('common:close'), size: 48, iconSize: 22 }}
    >
      {told.map((words) => (
        <p key={words} className={classes['told']} data-refused={!step.allowed || undefined}>
          <IconAlertTriangle size={18} aria-hidden /> {words}
        </p>
      ))}
      <Textarea
        data-autofocus
        size="lg"
        label={t('finish.done')}
        description={t('tickets:resolve.hint')}
        autosize
        minRows={4}
        maxRows={10}
        value={resolution}
        onChange={(event) => setResolution(event.currentTarget.value)}
        onKeyDown={(event) => isSubmitKey(event) && finish()}
      />
      <Group justify="space-between" mt="md">
        <Button size="lg" variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button size="lg" disabled={!step.allowed} onClick={finish}>
          {t('finish.submit')}
        </Button>
      </Group>
    </Modal>
  )
}
