import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Flash } from '#renderer/ui/flash.tsx'
import classes from './ticket-header.module.css'

interface TicketTitleProps {
  readonly title: string
  readonly isReadOnly: boolean
  readonly onSave: (title: string) => void
}

/** The title, edited where it stands. While it is being edited nothing that arrives replaces it. */
export function TicketTitle({ title, isReadOnly, onSave }: TicketTitleProps) {
  const { t } = useTranslation('tickets')
  const [draft, setDraft] = useState<string>()
  const [own, setOwn] = useState<string>()
  const isEditing = draft !== undefined
  const save = () => {
    const next = (draft ?? '').trim()
    if (next !== '' && next !== title) {
      setOwn(next)
      onSave(next)
    }
    setDraft(undefined)
  }
  if (isEditing) {
    return (
      <input
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        className={classes['titleField']}
        aria-label={t('field.title')}
        maxLength={300}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save()
          if (event.key === 'Escape') setDraft(undefined)
        }}
      />
    )
  }
  return (
    <h1 className={classes['title']}>
      <Flash value={title} own={own}>
        <button
          type="button"
          title={t('page.editTitle')}
          disabled={isReadOnly}
          onClick={() => setDraft(title)}
        >
          {title}
        </button>
      </Flash>
    </h1>
  )
}
