import { IconFile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PortalFile, PortalMessage } from '../../contract.ts'
import { API } from '../api/client.ts'
import { useFormats } from '../format.ts'
import { PlainText } from './plain-text.tsx'
import { RichText } from './rich-text.tsx'

interface MessageListProps {
  readonly ticketId: string
  readonly messages: readonly PortalMessage[]
}

/** What was said, from old to new. */
export function MessageList({ ticketId, messages }: MessageListProps) {
  return (
    <ol className="p-messages">
      {messages.map((message) => (
        <li key={message.id} className={message.mine ? 'p-message p-message-mine' : 'p-message'}>
          <MessageView ticketId={ticketId} message={message} />
        </li>
      ))}
    </ol>
  )
}

function MessageView({ ticketId, message }: { readonly ticketId: string; readonly message: PortalMessage }) {
  const { t } = useTranslation()
  const { when } = useFormats()
  const name = message.author === '' ? t('request.somebody') : message.author
  return (
    <article>
      <header>
        <span className="p-message-author">{message.mine ? t('request.you') : name}</span>
        {message.fromDesk && !message.mine && <span className="p-from-desk">{t('request.fromDesk')}</span>}
        <time className="p-dim" dateTime={message.at}>
          {when(message.at)}
        </time>
      </header>
      {message.html === '' && message.text !== '' && <PlainText text={message.text} />}
      {message.html !== '' && <RichText html={message.html} />}
      {message.files.length > 0 && (
        <ul className="p-attachments" aria-label={t('request.files')}>
          {message.files.map((file, index) => (
            <li key={`${file.sha256} ${String(index)}`}>
              <Attachment ticketId={ticketId} file={file} />
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

function Attachment({ ticketId, file }: { readonly ticketId: string; readonly file: PortalFile }) {
  const { t } = useTranslation()
  const { size } = useFormats()
  const address = `${API}/tickets/${encodeURIComponent(ticketId)}/files/${file.sha256}`
  const isPicture = PICTURES.has(file.type)
  return (
    <a
      className="p-attachment"
      href={address}
      target="_blank"
      rel="noopener"
      aria-label={t('files.download', { name: file.name, size: size(file.size) })}
    >
      {isPicture ? (
        <img src={address} alt="" loading="lazy" />
      ) : (
        <IconFile size={28} stroke={1.5} aria-hidden />
      )}
      <span>
        <span className="p-file-name">{file.name}</span>
        <span className="p-dim">{size(file.size)}</span>
      </span>
    </a>
  )
}
