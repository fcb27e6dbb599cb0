import { useTranslation } from 'react-i18next'
import { RichEditor } from '#renderer/ui/rich-text/rich-editor.tsx'
import type { RichField } from '#renderer/ui/rich-text/use-rich-field.ts'
import { isSubmitKey } from '#renderer/ui/submit-key.ts'
import { SuggestionList, useSuggestions, type Suggested } from './suggestions.tsx'

interface WritingFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly field: RichField
  readonly suggested: Suggested
  readonly onSubmit: () => void
}

/** The field of a composer with its suggestions: Ctrl+Enter sends, Escape leaves it. */
export function WritingField({ label, placeholder, field, suggested, onSubmit }: WritingFieldProps) {
  const { t } = useTranslation('messages')
  const suggestions = useSuggestions(field, suggested)
  return (
    <>
      <SuggestionList label={t('compose.suggestionList')} suggestions={suggestions} />
      <RichEditor
        field={field}
        label={label}
        placeholder={placeholder}
        names={suggestions.names}
        onKey={(event) => {
          if (suggestions.press(event)) return
          if (isSubmitKey(event)) {
            event.preventDefault()
            onSubmit()
          }
          if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
        }}
      />
    </>
  )
}
