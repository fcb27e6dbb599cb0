import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { FIRST_CHOICE, partCounts, PRINT_PARTS, type PrintPart } from './print-choice.ts'
import { PrintSheet } from './print-sheet.tsx'
import { useTicketToPrint } from './use-print-content.ts'

interface PrintDialogProps {
  readonly ticket: Ticket
  readonly onClose: () => void
}

/** Asks what of a ticket goes on paper, and hands it to the system's own printing, which also saves it as a file. */
export function PrintDialog({ ticket, onClose }: PrintDialogProps) {
  const { t } = useTranslation(['print', 'common'])
  const toPrint = useTicketToPrint(ticket)
  const counts = partCounts(toPrint.content)
  const [wish, setWish] = useState(FIRST_CHOICE)
  const choice = new Set([...wish].filter((part) => counts[part] > 0))
  const name = ticketName(ticket)
  const isReady = !toPrint.isLoading && choice.size > 0
  const print = usePrint(`${name} ${ticket.title}`, onClose)
  const start = () => isReady && print()
  const toggle = (part: PrintPart, isOn: boolean) => {
    const rest = [...wish].filter((each) => each !== part)
    setWish(new Set(isOn ? [...rest, part] : rest))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { name })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          start()
        }}
      >
        <Stack gap="xs" role="group" aria-label={t('what')}>
          {PRINT_PARTS.map((part) => (
            <PartBox
              key={part}
              part={part}
              count={counts[part]}
              isOn={choice.has(part)}
              onToggle={(isOn) => toggle(part, isOn)}
            />
          ))}
        </Stack>
        <Text size="sm" c="dimmed" mt="md">
          {t('hint')}
        </Text>
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            data-autofocus
            loading={toPrint.isLoading}
            disabled={!isReady}
            leftSection={<IconPrinter size={15} aria-hidden />}
          >
            {t('print')}
          </Button>
        </Group>
      </form>
      {!toPrint.isLoading && <PrintSheet ticket={toPrint} choice={choice} />}
    </Modal>
  )
}

interface PartBoxProps {
  readonly part: PrintPart
  readonly count: number
  readonly isOn: boolean
  readonly onToggle: (isOn: boolean) => void
}

function PartBox({ part, count, isOn, onToggle }: PartBoxProps) {
  const { t } = useTranslation(['print', 'tickets'])
  const name = part === 'process' || part === 'privateNotes' ? t(part) : t(`tickets:page.${part}`)
  const isCounted = part !== 'basic' && part !== 'process' && count > 0
  return (
    <Checkbox
      label={isCounted ? `${name} (${count})` : name}
      {...(part === 'privateNotes' && count > 0 ? { description: t('privateHint') } : {})}
      checked={isOn}
      disabled={count === 0}
      onChange={(event) => onToggle(event.currentTarget.checked)}
    />
  )
}

/** Hands the page to the system under this name, which becomes the name of a saved file; `onDone` when it has it. */
function usePrint(name: string, onDone: () => void): () => void {
  const done = useEffectEvent(onDone)
  useEffect(() => {
    const end = () => done()
    window.addEventListener('afterprint', end)
    return () => window.removeEventListener('afterprint', end)
  }, [])
  return () => {
    const { title } = document
    document.title = name
    window.print()
    document.title = title
  }
}
