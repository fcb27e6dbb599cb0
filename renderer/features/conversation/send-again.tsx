import { Button, Group, Modal, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { systemClock } from '#shared/kernel/time.ts'
import { sendAgain } from '#shared/messages/rules.ts'
import type { Message } from '#shared/messages/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDoc, useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** Sends a reply again that failed, or after asking, one that perhaps arrived; for those who may. */
export function SendAgain({ message }: { readonly message: Message }) {
  const { t } = useTranslation('messages')
  const { doc: ticket } = useDoc('tickets', message.ticketId)
  const actor = useActor()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  const [isAsking, setAsking] = useState(false)
  const patchNow = () => ticket && sendAgain(ticket, message, actor, systemClock())
  if (patchNow()?.ok !== true) return null
  const send = () => {
    setAsking(false)
    const patch = patchNow()
    if (patch?.ok === false) showRefusal(patch.refusal)
    if (patch?.ok === true) {
      void replica.write([{ collection: 'messages', docId: message.id, op: 'change', patch: patch.value }])
    }
  }
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconRefresh size={13} aria-hidden />}
        onClick={() => (message.delivery === 'uncertain' ? setAsking(true) : send())}
      >
        {t('sendAgain.button')}
      </Button>
      {isAsking && <Confirmation onSend={send} onClose={() => setAsking(false)} />}
    </>
  )
}

interface ConfirmationProps {
  readonly onSend: () => void
  readonly onClose: () => void
}

function Confirmation({ onSend, onClose }: ConfirmationProps) {
  const { t } = useTranslation(['messages', 'common'])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sendAgain.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm">{t('sendAgain.body')}</Text>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common:cancel')}
        </Button>
        <Button onClick={onSend}>{t('sendAgain.button')}</Button>
      </Group>
    </Modal>
  )
}
