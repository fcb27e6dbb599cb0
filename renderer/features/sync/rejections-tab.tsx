import { Anchor, Button, CopyButton, EmptyState, Group } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Notice } from '#shared/notices/schema.ts'
import { useDates } from '#renderer/ui/dates.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useMutationWords } from './mutation-words.ts'
import { rejectedPatch, textOf, useNoticeActs, useNotices } from './notices.ts'
import { useTicketNames } from './use-ticket-names.ts'
import classes from './sync-drawer.module.css'

/** Reasons that may have gone away since; the others would only be refused again. */
const PASSING = [
  'ticket-closed',
  'not-allowed',
  'transition-not-allowed',
  'pending-reason-missing',
  'invalid-value',
]

/** Puts a refused reply, note or ticket back where it was written. */
export type Rewrite = (notice: Notice) => void

interface RejectionsTabProps {
  readonly onOpenTicket: (id: Id) => void
  readonly onRewrite: Rewrite
}

/** Changes the server refused, each with its reason and what was typed. */
export function RejectionsTab({ onOpenTicket, onRewrite }: RejectionsTabProps) {
  const { t } = useTranslation('sync')
  const notices = useNotices('rejection')
  const ids = useMemo(() => notices.map(({ ticketId }) => ticketId), [notices])
  const nameOf = useTicketNames(ids)
  if (notices.length === 0) {
    return (
      <EmptyState
        className={classes['empty'] ?? ''}
        icon={<IconShieldCheck size={30} />}
        title={t('rejection.emptyTitle')}
        description={t('rejection.emptyBody')}
      />
    )
  }
  return (
    <ol className={classes['list']} aria-label={t('drawer.rejections')}>
      {notices.map((notice) => (
        <Rejection
          key={notice.id}
          notice={notice}
          name={nameOf(notice.ticketId)}
          onOpenTicket={onOpenTicket}
          onRewrite={onRewrite}
        />
      ))}
    </ol>
  )
}

interface RejectionProps extends RejectionsTabProps {
  readonly notice: Notice
  /** '' when the ticket is not on this device. */
  readonly name: string
}

function Rejection({ notice, name, onOpenTicket, onRewrite }: RejectionProps) {
  const { t } = useTranslation(['sync', 'common'])
  const words = useMutationWords()
  const dates = useDates()
  const acts = useNoticeActs()
  const { refusalText } = useRefusals()
  const patch = rejectedPatch(notice)
  const op = 'createdAt' in patch || notice.collection === 'messages' ? 'create' : 'change'
  const text = textOf(patch)
  const prev =
    typeof notice.base === 'object' && notice.base !== null ? (notice.base as Record<string, unknown>) : {}
  return (
    <li className={classes['item']}>
      {words({ collection: notice.collection, op, patch, prev, ticketName: name }).map((line) => (
        <div key={line}>{line}</div>
      ))}
      <div className={classes['error']}>{refusalText({ code: notice.reason, field: notice.field })}</div>
      {op === 'create' && text !== '' && <blockquote className={classes['kept']}>{text}</blockquote>}
      <time className={classes['meta']} dateTime={notice.yoursAt} title={dates.full(notice.yoursAt)}>
        {dates.ago(notice.yoursAt || notice.at)}
      </time>
      <Group gap="xs">
        {op === 'change' && PASSING.includes(notice.reason) && (
          <Button variant="default" onClick={() => void acts.tryAgain(notice)}>
            {t('rejection.again')}
          </Button>
        )}
        {op === 'create' && isRewritable(notice, name) && (
          <Button variant="default" onClick={() => onRewrite(notice)}>
            {t('rejection.again')}
          </Button>
        )}
        {text !== '' && <CopyText text={text} />}
        <Button variant="subtle" color="gray" onClick={() => void acts.dismiss(notice)}>
          {t('rejection.dismiss')}
        </Button>
        {name !== '' && (
          <Anchor component="button" size="xs" onClick={() => onOpenTicket(notice.ticketId)}>
            {t('rejection.open')}
          </Anchor>
        )}
      </Group>
    </li>
  )
}

/** A ticket goes back into the form, a reply or note into its draft as long as its ticket is on this device. */
function isRewritable(notice: Notice, ticketName: string): boolean {
  if (notice.collection === 'tickets') return true
  const { kind } = rejectedPatch(notice)
  return ticketName !== '' && notice.collection === 'messages' && (kind === 'reply' || kind === 'note')
}

function CopyText({ text }: { readonly text: string }) {
  const { t } = useTranslation(['sync', 'common'])
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? t('common:copied') : t('rejection.copy')}
        </Button>
      )}
    </CopyButton>
  )
}
