import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { readTicketQuery } from '#shared/tickets/query.ts'
import { readableQuery } from '#shared/tickets/query-text.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import type { FieldProps } from './field-props.ts'

/** The words of a view, with what of them nobody understands. */
export function QueryField({ label, hint, value, isReadOnly, error, onChange }: FieldProps) {
  const { t } = useTranslation('settings')
  const directory = useDirectory()
  const query = typeof value === 'string' ? value : ''
  const { unknown } = readTicketQuery(query, directory)
  const problem = unknown.length > 0 ? t('queryUnknown', { parts: unknown.join(', ') }) : error
  return (
    <TextInput
      label={label}
      description={hint}
      error={problem}
      maxLength={1000}
      spellCheck={false}
      readOnly={isReadOnly}
      value={readableQuery(query, directory)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
