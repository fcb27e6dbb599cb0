import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '#shared/messages/schema.ts'
import { isTransition } from '#shared/tickets/process.ts'
import type { Written } from '#shared/messages/written.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor, useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { composeReply, type AfterSend } from './compose.ts'
import { ComposerFrame } from './composer-frame.tsx'
import { Recipients } from './recipients.tsx'
import classes from './composer.module.css'

/** A draft that outlives the page; see features/drafts. */
export interface ReplyDraft extends Written {
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly attachments: readonly Attachment[]
  change(part: Partial<Pick<ReplyDraft, 'text' | 'html' | 'cc' | 'bcc' | 'attachments'>>): void
  clear(): void
}

interface ReplyComposerProps {
  readonly ticket: Ticket
  readonly draft: ReplyDraft
}

/** Writes to the requester. The reply is saved at once and goes out by e-mail when there is a network. */
export function ReplyComposer({ ticket, draft }: ReplyComposerProps) {
  const { t } = useTranslation(['messages', 'common'])
  const directory = useDirectory()
  const send = useSendReply(ticket, draft)
  const requester = directory.person(ticket.requesterId)
  const name = requester?.name ?? t('common:unknownPerson')
  const { person: own } = useSession()
  const [address] = requester?.emails ?? []
  return (
    <ComposerFrame
      ticket={ticket}
      language={requester?.language ?? own.language}
      control="reply"
      label={t('compose.replyLabel', { name })}
      placeholder={t('compose.replyTo', { name })}
      draft={draft}
      hint={t('compose.keys')}
      notice={replyNotice(ticket, address, {
        closed: t('compose.closed'),
        noAddress: t('compose.noAddress', { name }),
      })}
      head={address !== undefined && <Recipients address={address} draft={draft} />}
      onSubmit={() => send('stay')}
      actions={
        <SendButtons
          ticket={ticket}
          isEmpty={draft.text.trim() === '' && draft.attachments.length === 0}
          onSend={send}
        />
      }
    />
  )
}

function replyNotice(
  ticket: Ticket,
  address: string | undefined,
  words: { readonly closed: string; readonly noAddress: string },
): string {
  if (ticket.status === 'closed') return words.closed
  return address === undefined ? words.noAddress : ''
}

function useSendReply(ticket: Ticket, draft: ReplyDraft): (after: AfterSend) => void {
  const actor = useActor()
  const replica = useReplica()
  const directory = useDirectory()
  const { showRefusal } = useRefusals()
  return (after) => {
    const to = directory.person(ticket.requesterId)?.emails.slice(0, 1) ?? []
    const { text, html, cc, bcc, attachments } = draft
    const writes = composeReply(ticket, { text, html, to, cc, bcc, attachments }, after, actor)
    if (!writes.ok) {
      showRefusal(writes.refusal)
      return
    }
    void replica.write(writes.value).then(() => draft.clear())
  }
}

interface SendButtonsProps {
  readonly ticket: Ticket
  readonly isEmpty: boolean
  readonly onSend: (after: AfterSend) => void
}

function SendButtons({ ticket, isEmpty, onSend }: SendButtonsProps) {
  const { t } = useTranslation('messages')
  return (
    <Button.Group>
      <Button leftSection={<IconSend size={14} />} disabled={isEmpty} onClick={() => onSend('stay')}>
        {t('compose.send')}
      </Button>
      <Menu position="top-end">
        <Menu.Target>
          <Button
            px={6}
            disabled={isEmpty}
            aria-label={t('compose.sendMore')}
            className={classes['more'] ?? ''}
          >
            <IconChevronDown size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={!isTransition(ticket.status, 'pending')} onClick={() => onSend('pending')}>
            {t('compose.sendPending')}
          </Menu.Item>
          <Menu.Item disabled={!isTransition(ticket.status, 'resolved')} onClick={() => onSend('resolved')}>
            {t('compose.sendResolved')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  )
}
