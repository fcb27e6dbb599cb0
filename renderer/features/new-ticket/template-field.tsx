import { useTranslation } from 'react-i18next'
import { Value } from 'typebox/value'
import type { Id } from '#shared/kernel/ids.ts'
import { TemplateData } from '#shared/settings/schema.ts'
import { useDirectory, type Directory } from '#renderer/replica/directory.tsx'
import { Picker } from '#renderer/ui/picker.tsx'
import { settingChoices } from '#renderer/ui/setting-choices.ts'
import { withTemplate, type NewTicketForm } from './new-ticket.ts'
import classes from './new-ticket.module.css'

interface TemplateFieldProps {
  readonly form: NewTicketForm
  readonly onChange: (part: Partial<NewTicketForm>) => void
}

/** Begins the ticket with a template, where the desk has any. */
export function TemplateField({ form, onChange }: TemplateFieldProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  if (directory.settings('template').length === 0) return null
  const choose = (templateId: Id) => {
    const template = templateOf(directory, templateId)
    onChange(template === undefined ? { templateId: '' } : withTemplate(form, templateId, template))
  }
  return (
    <div className={classes['field']}>
      <span className={classes['label']} aria-hidden>
        {t('create.template')}
      </span>
      <Picker
        variant="button"
        label={t('create.template')}
        value={form.templateId}
        choices={settingChoices(directory, 'template', t('create.noTemplate'), form.templateId)}
        onChange={choose}
      />
    </div>
  )
}

/** What a template holds; undefined for none and for one this version cannot read. */
export function templateOf(directory: Directory, templateId: Id): TemplateData | undefined {
  const data = directory.setting(templateId)?.data
  return data !== undefined && Value.Check(TemplateData, data) ? data : undefined
}
