import { ActionIcon, FileButton, Textarea, Tooltip } from '@mantine/core'
import { IconInfoCircle, IconPaperclip } from '@tabler/icons-react'
import { useRef, useState, type ClipboardEvent, type DragEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '#shared/messages/schema.ts'
import { useReachable } from '#renderer/ui/reach.ts'
import { isSubmitKey } from '#renderer/ui/submit-key.ts'
import { AttachmentList } from './attachment-list.tsx'
import { useKeepFiles } from './use-files.ts'
import classes from './composer.module.css'

/** The part of a draft every composer has. */
export interface FrameDraft {
  readonly text: string
  readonly attachments: readonly Attachment[]
  change(part: { readonly text?: string; readonly attachments?: readonly Attachment[] }): void
}

interface ComposerFrameProps {
  readonly label: string
  readonly placeholder: string
  readonly draft: FrameDraft
  readonly hint: string
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
  const { label, placeholder, draft, hint, notice = '', tone, head, actions, onSubmit } = props
  const { t } = useTranslation('messages')
  const files = useDroppedFiles(draft)
  const field = useRef<HTMLTextAreaElement>(null)
  useReachable(props.control, () => field.current?.focus())
  return (
    <section
      className={classes['composer']}
      data-tone={tone}
      data-dropping={files.isOver || undefined}
      aria-label={label}
      {...files.handlers}
    >
      {head}
      {notice !== '' && (
        <p className={classes['notice']}>
          <IconInfoCircle size={14} aria-hidden /> {notice}
        </p>
      )}
      <Textarea
        ref={field}
        variant="unstyled"
        autosize
        minRows={draft.text === '' ? 1 : 3}
        maxRows={14}
        aria-label={label}
        placeholder={files.isOver ? t('compose.dropHere') : placeholder}
        value={draft.text}
        onChange={(event) => draft.change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (isSubmitKey(event)) onSubmit()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <AttachmentList
        attachments={draft.attachments}
        onRemove={(file) => draft.change({ attachments: draft.attachments.filter((each) => each !== file) })}
      />
      <div className={classes['foot']}>
        <FileButton multiple onChange={(chosen) => void files.add(chosen)}>
          {(button) => (
            <Tooltip label={t('compose.attach')}>
              <ActionIcon {...button} variant="subtle" color="gray" aria-label={t('compose.attach')}>
                <IconPaperclip size={16} />
              </ActionIcon>
            </Tooltip>
          )}
        </FileButton>
        <span className={classes['hint']}>
          {draft.text === '' ? hint : `${hint} · ${t('compose.draftKept')}`}
        </span>
        {actions}
      </div>
    </section>
  )
}

function useDroppedFiles(draft: FrameDraft) {
  const keep = useKeepFiles()
  const [isOver, setOver] = useState(false)
  const add = async (files: readonly File[]) => {
    const kept = await keep(files)
    if (kept.length > 0) draft.change({ attachments: [...draft.attachments, ...kept] })
  }
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      void add([...event.dataTransfer.files])
    },
    onPaste: (event: ClipboardEvent) => {
      if (event.clipboardData.files.length === 0) return
      event.preventDefault()
      void add([...event.clipboardData.files])
    },
  }
  return { isOver, add, handlers }
}
