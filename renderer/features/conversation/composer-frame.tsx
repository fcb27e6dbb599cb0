import { FileButton } from '@mantine/core'
import { IconAt, IconInfoCircle, IconPaperclip, IconTypography } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '#shared/messages/schema.ts'
import type { Written } from '#shared/messages/written.ts'
import type { Language } from '#shared/people/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useReachable } from '#renderer/ui/reach.ts'
import { FormatBar } from '#renderer/ui/rich-text/format-bar.tsx'
import { LinkForm } from '#renderer/ui/rich-text/link-form.tsx'
import { useRichField, type RichField } from '#renderer/ui/rich-text/use-rich-field.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { AttachmentList } from './attachment-list.tsx'
import { unfilled, useCannedReplies, type FilledReply } from './canned-replies.ts'
import type { Suggestion } from './suggestions.tsx'
import { useDroppedFiles } from './use-dropped-files.ts'
import { WritingAids } from './writing-aids.tsx'
import { WritingField } from './writing-field.tsx'
import classes from './composer.module.css'

/** The part of a draft every composer has. */
export interface FrameDraft extends Written {
  readonly attachments: readonly Attachment[]
  change(part: Partial<Written> & { readonly attachments?: readonly Attachment[] }): void
}

interface ComposerFrameProps {
  readonly ticket: Ticket
  readonly label: string
  readonly placeholder: string
  readonly draft: FrameDraft
  readonly hint: string
  /** In which the message is written; canned replies and articles follow it. */
  readonly language: Language
  /** Who may be named with `@`; nobody where that means nothing. */
  readonly mentions?: readonly Suggestion[]
  /** A sentence worth knowing before writing, '' for none. */
  readonly notice?: string
  readonly tone?: 'private'
  readonly head?: ReactNode
  readonly actions: ReactNode
  readonly onSubmit: () => void
  /** The name under which a shortcut focuses it; see ui/reach.ts. */
  readonly control: string
}

/** A field that grows with its text, with formats for those who want them; takes files by button, drop and paste, and sends with Ctrl+Enter. */
export function ComposerFrame(props: ComposerFrameProps) {
  const { ticket, label, draft, language, mentions = [], notice = '', tone, head } = props
  const { t } = useTranslation('messages')
  const files = useDroppedFiles(draft)
  const [isLinking, setLinking] = useState(false)
  const [bar, setBar] = useState<'open' | 'closed'>()
  const field = useRichField(draft, draft.change, () => setLinking(true))
  const replies = useCannedReplies(ticket, language)
  useReachable(props.control, field.focus)
  const hasBar = bar === undefined ? draft.html !== '' : bar === 'open'
  return (
    <section
      className={classes['composer']}
      data-tone={tone}
      data-dropping={files.isOver || undefined}
      aria-label={label}
      {...files.handlers}
    >
      {head}
      <Notice words={notice} />
      <Gaps names={unfilled(draft.text)} />
      <WritingField
        label={label}
        placeholder={files.isOver ? t('compose.dropHere') : props.placeholder}
        field={field}
        suggested={{
          '@': mentions,
          '/': replies.map(({ id, name, text }) => ({ id, label: name, hint: text, words: text })),
        }}
        onSubmit={props.onSubmit}
      />
      {hasBar && <FormatBar field={field} onLink={() => setLinking(true)} />}
      {isLinking && <LinkForm field={field} onClose={() => setLinking(false)} />}
      <AttachmentList
        attachments={draft.attachments}
        onRemove={(file) => draft.change({ attachments: draft.attachments.filter((each) => each !== file) })}
      />
      <Foot
        {...props}
        field={field}
        replies={replies}
        onFiles={files.add}
        hasBar={hasBar}
        onBar={() => {
          setBar(hasBar ? 'closed' : 'open')
          field.focus()
        }}
      />
    </section>
  )
}

interface FootProps extends ComposerFrameProps {
  readonly field: RichField
  readonly replies: readonly FilledReply[]
  readonly onFiles: (files: readonly File[]) => Promise<void>
  readonly hasBar: boolean
  readonly onBar: () => void
}

function Foot(props: FootProps) {
  const { ticket, draft, hint, language, mentions = [], actions, field, replies, onFiles } = props
  const { t } = useTranslation('messages')
  return (
    <div className={classes['foot']}>
      <FileButton multiple onChange={(chosen) => void onFiles(chosen)}>
        {({ onClick }) => <IconButton label={t('compose.attach')} icon={IconPaperclip} onClick={onClick} />}
      </FileButton>
      <IconButton
        label={t('format.bar')}
        icon={IconTypography}
        isExpanded={props.hasBar}
        onClick={props.onBar}
      />
      <WritingAids ticket={ticket} language={language} field={field} replies={replies} />
      {mentions.length > 0 && (
        <IconButton
          label={t('compose.mention')}
          icon={IconAt}
          onClick={() => field.insert(draft.text === '' ? '@' : ' @')}
        />
      )}
      <span className={classes['hint']}>
        {draft.text === '' ? hint : `${hint} · ${t('compose.draftKept')}`}
      </span>
      {actions}
    </div>
  )
}

function Notice({ words }: { readonly words: string }) {
  if (words === '') return null
  return (
    <p className={classes['notice']}>
      <IconInfoCircle size={14} aria-hidden /> {words}
    </p>
  )
}

/** Says which variables of a canned reply have no value here, as long as they stand in the text. */
function Gaps({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation('messages')
  return (
    <div role="status">
      <Notice
        words={names.length === 0 ? '' : t('insert.gaps', { names: names.join(', '), count: names.length })}
      />
    </div>
  )
}
