import { ActionIcon, Button, Progress } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import {
  useEffect,
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type DragEvent,
  type ReactNode,
} from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { MOST_FILES } from '../../contract.ts'
import { useFormats } from '../format.ts'
import type { SentFile } from '../state/kept.ts'
import { usePortal } from '../state/portal.tsx'
import type { UploadingFile, Uploads } from '../state/use-uploads.ts'

interface FilePickerProps {
  readonly kept: readonly SentFile[]
  readonly uploads: Uploads
  readonly disabled: boolean
  readonly onRemove: (file: SentFile) => void
}

/** Adds files by button; dragging and pasting are taken by the `DropArea` around it. */
export function FilePicker({ kept, uploads, disabled, onRemove }: FilePickerProps) {
  const { t } = useTranslation()
  const { size } = useFormats()
  const { session } = usePortal()
  const hintId = useId()
  const input = useRef<HTMLInputElement>(null)
  const hasFiles = kept.length + uploads.files.length > 0
  return (
    <div className="p-files">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          uploads.add([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        size="sm"
        disabled={disabled}
        aria-describedby={hintId}
        leftSection={<IconPaperclip size={18} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('files.add')}
      </Button>
      <p className="p-dim p-hint" id={hintId}>
        <span className="p-pointer-only">{t('files.hint')} </span>
        {t('files.hintLimit', { size: size(session.maxFileBytes) })}
      </p>
      {hasFiles && (
        <ul className="p-file-list" aria-label={t('files.label')}>
          {kept.map((file, index) => (
            <FileRow
              key={`${file.sha256} ${String(index)}`}
              name={file.name}
              note={size(file.size)}
              onRemove={disabled ? undefined : () => onRemove(file)}
            />
          ))}
          {uploads.files.map((file) => (
            <UploadRow key={file.key} file={file} onRemove={() => uploads.remove(file.key)} />
          ))}
        </ul>
      )}
      {uploads.tooMany && <p role="alert">{t('files.tooMany', { count: MOST_FILES })}</p>}
    </div>
  )
}

function UploadRow({ file, onRemove }: { readonly file: UploadingFile; readonly onRemove: () => void }) {
  const { t } = useTranslation()
  const { size } = useFormats()
  const { session } = usePortal()
  const notes = {
    sending: t('files.sending', { percent: Math.round(file.share * 100) }),
    waiting: t('files.failed'),
    'too-large': t('files.tooLarge', { size: size(session.maxFileBytes) }),
    empty: t('files.empty'),
    refused: t('files.refused'),
  }
  const isProblem = file.state !== 'sending' && file.state !== 'waiting'
  return (
    <FileRow name={file.name} note={notes[file.state]} isProblem={isProblem} onRemove={onRemove}>
      {file.state === 'sending' && (
        <Progress value={file.share * 100} size="sm" aria-label={`${file.name}: ${notes.sending}`} />
      )}
    </FileRow>
  )
}

interface FileRowProps {
  readonly name: string
  readonly note: string
  readonly isProblem?: boolean
  readonly onRemove: (() => void) | undefined
  readonly children?: ReactNode
}

function FileRow({ name, note, isProblem = false, onRemove, children }: FileRowProps) {
  const { t } = useTranslation()
  return (
    <li>
      <span className="p-file-text">
        <span className="p-file-name">{name}</span>
        <span className={isProblem ? 'p-problem' : 'p-dim'} role={isProblem ? 'alert' : undefined}>
          {note}
        </span>
        {children}
      </span>
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t('files.remove', { name })}
          onClick={onRemove}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      )}
    </li>
  )
}

/** Takes files that are dragged onto what it holds, or pasted into it. */
export function DropArea({
  onFiles,
  children,
}: {
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const [isOver, setOver] = useState(false)
  useNoStrayDrops()
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles([...event.dataTransfer.files])
  }
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files].map((file) => named(file, t))
    if (files.length === 0) return
    event.preventDefault()
    onFiles(files)
  }
  return (
    <div
      className="p-drop"
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      {children}
      {isOver && (
        <div className="p-drop-over" aria-hidden>
          {t('files.drop')}
        </div>
      )}
    </div>
  )
}

/** Every pasted picture is called image.png: the time of day tells them apart. */
function named(file: File, t: TFunction): File {
  if (file.name !== 'image.png') return file
  const time = new Date().toTimeString().slice(0, 8).replaceAll(':', '-')
  return new File([file], t('files.pasted', { time }), { type: file.type })
}

/** A file dropped beside the area must not replace the page. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const stay = (event: globalThis.DragEvent) => event.preventDefault()
    window.addEventListener('dragover', stay)
    window.addEventListener('drop', stay)
    return () => {
      window.removeEventListener('dragover', stay)
      window.removeEventListener('drop', stay)
    }
  }, [])
}
