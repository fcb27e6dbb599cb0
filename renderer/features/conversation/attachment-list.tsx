import { CloseButton, Modal } from '@mantine/core'
import { IconDownload, IconFile, IconFileTypePdf, IconFileZip, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '#shared/messages/schema.ts'
import { useFileSize } from '#renderer/ui/file-size.ts'
import { isPicture, useDownload, usePicture } from './use-files.ts'
import classes from './attachment-list.module.css'

/** Larger pictures are loaded when somebody opens them, in bytes. */
const LARGEST_THUMBNAIL = 5_000_000

interface AttachmentListProps {
  readonly attachments: readonly Attachment[]
  /** Present where files may still be taken away. */
  readonly onRemove?: (file: Attachment) => void
}

/** Files as small cards: pictures open in place, the others are saved. */
export function AttachmentList({ attachments, onRemove }: AttachmentListProps) {
  const { t } = useTranslation('messages')
  const download = useDownload()
  const [open, setOpen] = useState<Attachment>()
  if (attachments.length === 0) return null
  return (
    <>
      <ul className={classes['files']} aria-label={t('attachments')}>
        {attachments.map((file) => (
          <li key={`${file.sha256}/${file.name}`} className={classes['file']}>
            <button
              type="button"
              className={classes['open']}
              title={file.name}
              onClick={() => (isPicture(file) ? setOpen(file) : void download(file))}
            >
              {hasThumbnail(file) ? <Thumbnail file={file} /> : <FileIcon file={file} />}
              <span className={classes['name']}>{file.name}</span>
              <FileSize bytes={file.size} />
            </button>
            {onRemove === undefined ? (
              <button
                type="button"
                className={classes['save']}
                aria-label={t('download', { name: file.name })}
                onClick={() => void download(file)}
              >
                <IconDownload size={14} />
              </button>
            ) : (
              <CloseButton
                size="xs"
                aria-label={t('compose.removeFile', { name: file.name })}
                onClick={() => onRemove(file)}
              />
            )}
          </li>
        ))}
      </ul>
      {open !== undefined && <PictureDialog file={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function hasThumbnail(file: Attachment): boolean {
  return isPicture(file) && file.size <= LARGEST_THUMBNAIL
}

function Thumbnail({ file }: { readonly file: Attachment }) {
  const { address } = usePicture(file)
  if (address === '') return <FileIcon file={file} />
  return <img className={classes['thumbnail']} src={address} alt="" />
}

function FileIcon({ file }: { readonly file: Attachment }) {
  if (isPicture(file)) return <IconPhoto size={16} aria-hidden />
  if (file.type === 'application/pdf') return <IconFileTypePdf size={16} aria-hidden />
  return file.type.includes('zip') ? (
    <IconFileZip size={16} aria-hidden />
  ) : (
    <IconFile size={16} aria-hidden />
  )
}

function FileSize({ bytes }: { readonly bytes: number }) {
  const size = useFileSize()
  return <span className={classes['size']}>{size(bytes)}</span>
}

interface PictureDialogProps {
  readonly file: Attachment
  readonly onClose: () => void
}

function PictureDialog({ file, onClose }: PictureDialogProps) {
  const { t } = useTranslation(['messages', 'common'])
  const { address, isMissing } = usePicture(file)
  return (
    <Modal
      opened
      size="auto"
      title={file.name}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {isMissing && <p>{t('fileMissing', { name: file.name })}</p>}
      {address !== '' && <img className={classes['picture']} src={address} alt={file.name} />}
    </Modal>
  )
}
