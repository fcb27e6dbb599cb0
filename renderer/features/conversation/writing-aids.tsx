import { IconBook2, IconMessageBolt } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#shared/people/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useReachable } from '#renderer/ui/reach.ts'
import type { RichField } from '#renderer/ui/rich-text/use-rich-field.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { useArticlePieces } from './article-pieces.ts'
import type { FilledReply } from './canned-replies.ts'
import { InsertDialog } from './insert-dialog.tsx'

interface WritingAidsProps {
  readonly ticket: Ticket
  /** In which the message is written. */
  readonly language: Language
  readonly field: RichField
  readonly replies: readonly FilledReply[]
}

/** Buttons that put canned replies and articles where the cursor stands. */
export function WritingAids({ ticket, language, field, replies }: WritingAidsProps) {
  const { t } = useTranslation('messages')
  const [open, setOpen] = useState<'none' | 'replies' | 'articles'>('none')
  const close = () => {
    setOpen('none')
    field.focus()
  }
  const insert = (words: string) => {
    setOpen('none')
    field.insert(words)
  }
  useReachable('insert-reply', () => setOpen('replies'))
  useReachable('insert-article', () => setOpen('articles'))
  const dialog = { onInsert: insert, onClose: close }
  return (
    <>
      <IconButton label={t('insert.reply')} icon={IconMessageBolt} onClick={() => setOpen('replies')} />
      <IconButton label={t('insert.article')} icon={IconBook2} onClick={() => setOpen('articles')} />
      {open === 'replies' && <ReplyDialog {...dialog} replies={replies} language={language} />}
      {open === 'articles' && <ArticleDialog {...dialog} ticket={ticket} language={language} />}
    </>
  )
}

interface DialogProps {
  readonly language: Language
  readonly onInsert: (words: string) => void
  readonly onClose: () => void
}

function ReplyDialog({ replies, ...dialog }: DialogProps & Pick<WritingAidsProps, 'replies'>) {
  const { t } = useTranslation('messages')
  const { language } = dialog
  const pieces = replies.map(({ id, name, text }) => ({
    id,
    name,
    hint: '',
    language,
    forms: [{ label: t('insert.insert'), words: text }],
  }))
  return <InsertDialog title={t('insert.reply')} empty={t('insert.noReplies')} pieces={pieces} {...dialog} />
}

function ArticleDialog({ ticket, ...dialog }: DialogProps & Pick<WritingAidsProps, 'ticket'>) {
  const { t } = useTranslation('messages')
  const pieces = useArticlePieces(ticket, dialog.language)
  return (
    <InsertDialog title={t('insert.article')} empty={t('insert.noArticles')} pieces={pieces} {...dialog} />
  )
}
