import { Button, SegmentedControl } from '@mantine/core'
import { IconLock, IconWorld } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { mentionedIn, mentionOf } from '#shared/messages/mentions.ts'
import type { Attachment, Visibility } from '#shared/messages/schema.ts'
import type { Written } from '#shared/messages/written.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor, useSession } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useColleagues } from './colleagues.ts'
import { composeNote } from './compose.ts'
import { ComposerFrame } from './composer-frame.tsx'
import classes from './composer.module.css'

/** A draft that outlives the page; see features/drafts. */
export interface NoteDraft extends Written {
  readonly attachments: readonly Attachment[]
  readonly visibility: Visibility
  change(part: Partial<Pick<NoteDraft, 'text' | 'html' | 'attachments' | 'visibility'>>): void
  clear(): void
}

interface NoteComposerProps {
  readonly ticket: Ticket
  readonly draft: NoteDraft
}

/** Writes a note, private unless one says otherwise. */
export function NoteComposer({ ticket, draft }: NoteComposerProps) {
  const { t } = useTranslation('messages')
  const actor = useActor()
  const { person } = useSession()
  const colleagues = useColleagues(ticket)
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  const isPrivate = draft.visibility === 'private'
  const add = () => {
    const { text, html, attachments, visibility } = draft
    const mentionIds = mentionedIn(text, colleagues)
    const writes = composeNote(ticket, { text, html, mentionIds, attachments, visibility }, actor)
    if (writes.ok) void replica.write(writes.value).then(() => draft.clear())
    else showRefusal(writes.refusal)
  }
  return (
    <ComposerFrame
      ticket={ticket}
      language={person.language}
      mentions={colleagues.map((each) => ({
        id: each.id,
        label: each.name,
        hint: each.jobTitle,
        words: `${mentionOf(each)} `,
      }))}
      control="note"
      label={t('compose.noteLabel')}
      placeholder={t(isPrivate ? 'compose.privatePlaceholder' : 'compose.publicPlaceholder')}
      draft={draft}
      hint={t('compose.noteKeys')}
      {...(isPrivate ? { tone: 'private' as const } : {})}
      head={<VisibilitySwitch draft={draft} />}
      onSubmit={add}
      actions={
        <Button disabled={draft.text.trim() === '' && draft.attachments.length === 0} onClick={add}>
          {t('compose.add')}
        </Button>
      }
    />
  )
}

function VisibilitySwitch({ draft }: { readonly draft: NoteDraft }) {
  const { t } = useTranslation('messages')
  const option = (value: Visibility, Shape: typeof IconLock, words: string) => ({
    value,
    label: (
      <span className={classes['option']}>
        <Shape size={13} aria-hidden /> {words}
      </span>
    ),
  })
  return (
    <SegmentedControl
      size="xs"
      className={classes['visibility'] ?? ''}
      aria-label={t('compose.visibility')}
      value={draft.visibility}
      onChange={(visibility) => draft.change({ visibility: visibility === 'public' ? 'public' : 'private' })}
      data={[
        option('private', IconLock, t('compose.private')),
        option('public', IconWorld, t('compose.public')),
      ]}
    />
  )
}
