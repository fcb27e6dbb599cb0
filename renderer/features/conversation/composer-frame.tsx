import { FileButton, Textarea } from '@mantine/core'
import { IconAt, IconInfoCircle, IconPaperclip } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '#shared/messages/schema.ts'
import type { Language } from '#shared/people/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useReachable } from '#renderer/ui/reach.ts'
import { isSubmitKey } from '#renderer/ui/submit-key.ts'
import { AttachmentList } from './attachment-list.tsx'
import { unfilled, useCannedReplies } from './canned-replies.ts'
import { SuggestionList, useSuggestions, type Suggestion } from './suggestions.tsx'
import { useDroppedFiles } from './use-dropped-files.ts'
import { useTextField, type TextField } from './use-text-field.ts'
import { AidButton, WritingAids } from './writing-aids.tsx'
import classes from './composer.module.css'

/** The part of a draft every composer has. */
export interface FrameDraft {
  readonly text: string
  readonly attachments: readonly Attachment[]
  change(part: { readonly text?: string; readonly attachments?: readonly Attachment[] }): void
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

/** A field that grows with its text, takes files by button, drop and paste, and sends with Ctrl+Enter. */
export function ComposerFrame(props: ComposerFrameProps) {
  const { ticket, label, draft, hint, language, mentions = [], notice = '', tone, head, actions } = props
  const { t } = useTranslation('messages')
  const files = useDroppedFiles(draft)
  const field = useTextField(draft.text, (text) => draft.change({ text }))
  const replies = useCannedReplies(ticket, language)
  useReachable(props.control, field.focus)
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
        {...props}
        placeholder={files.isOver ? t('compose.dropHere') : props.placeholder}
        field={field}
        suggested={{
          '@': mentions,
          '/': replies.map(({ id, name, text }) => ({ id, label: name, hint: text, words: text })),
        }}
      />
      <AttachmentList
        attachments={draft.attachments}
        onRemove={(file) => draft.change({ attachments: draft.attachments.filter((each) => each !== file) })}
      />
      <div className={classes['foot']}>
        <AttachButton onChosen={(chosen) => void files.add(chosen)} />
        <WritingAids ticket={ticket} language={language} field={field} replies={replies} />
        {mentions.length > 0 && (
          <AidButton
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
    </section>
  )
}

function AttachButton({ onChosen }: { readonly onChosen: (files: File[]) => void }) {
  const { t } = useTranslation('messages')
  return (
    <FileButton multiple onChange={onChosen}>
      {({ onClick }) => <AidButton label={t('compose.attach')} icon={IconPaperclip} onClick={onClick} />}
    </FileButton>
  )
}

interface WritingFieldProps extends Pick<ComposerFrameProps, 'label' | 'placeholder' | 'draft' | 'onSubmit'> {
  readonly field: TextField
  readonly suggested: Parameters<typeof useSuggestions>[2]
}

function WritingField({ label, placeholder, draft, onSubmit, field, suggested }: WritingFieldProps) {
  const { t } = useTranslation('messages')
  const { attach } = field
  const suggestions = useSuggestions(draft.text, field, suggested)
  return (
    <>
      <SuggestionList label={t('compose.suggestionList')} suggestions={suggestions} />
      <Textarea
        ref={attach}
        variant="unstyled"
        autosize
        minRows={draft.text === '' ? 1 : 3}
        maxRows={14}
        aria-label={label}
        {...suggestions.names}
        placeholder={placeholder}
        value={draft.text}
        onChange={(event) => {
          draft.change({ text: event.currentTarget.value })
          field.noteCursor(event.currentTarget)
          suggestions.reset()
        }}
        onSelect={(event) => field.noteCursor(event.currentTarget)}
        onBlur={() => field.leave()}
        onKeyDown={(event) => {
          if (suggestions.press(event)) return
          if (isSubmitKey(event)) onSubmit()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
    </>
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
