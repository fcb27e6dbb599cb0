import { Button, Group, Text } from '@mantine/core'
import { IconPencil, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { systemClock } from '#shared/kernel/time.ts'
import { heldReason, type Message } from '#shared/messages/schema.ts'
import { useDocs, useReplica } from '#renderer/replica/react.tsx'
import classes from './delivery-state.module.css'

interface HeldReplyProps {
  readonly message: Message
  /** Begins a new reply with the text of this one; absent where nothing can be written. */
  readonly onRewrite: ((message: Message) => void) | undefined
}

/** Why one's own reply was held back, and what may be done with it: send it as it is, write it anew, or leave it. */
export function HeldReply({ message, onRewrite }: HeldReplyProps) {
  const { t } = useTranslation('messages')
  const replica = useReplica()
  const { docs } = useDocs('notices', { selector: { kind: 'held-reply', docId: message.id } })
  const [notice] = docs
  if (notice === undefined) return null
  if (notice.state !== 'open') return <p className={classes['held']}>{t(`held.${notice.state}`)}</p>
  const decide = (state: 'taken' | 'dismissed') =>
    void replica.write([
      { collection: 'notices', docId: notice.id, op: 'change', patch: { state, readAt: systemClock() } },
    ])
  const rewrite = () => {
    onRewrite?.(message)
    decide('dismissed')
  }
  return (
    <div className={classes['held']}>
      <Text size="xs" mb={6}>
        {t(`held.reason.${heldReason(notice.reason)}`)}
      </Text>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconSend size={13} aria-hidden />}
          onClick={() => decide('taken')}
        >
          {t('held.send')}
        </Button>
        {onRewrite && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={13} aria-hidden />}
            onClick={rewrite}
          >
            {t('held.edit')}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => decide('dismissed')}>
          {t('held.dismiss')}
        </Button>
      </Group>
    </div>
  )
}
