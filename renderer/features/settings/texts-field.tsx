import { Button, Input, SegmentedControl, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, type Language } from '#shared/people/schema.ts'
import { TEMPLATE_VARIABLES } from '#shared/settings/fill-template.ts'
import type { FieldProps } from './field-props.ts'
import classes from './settings.module.css'

const LONGEST = 20_000

/** A text in each language, with the variables that can be put where the cursor stands. */
export function TextsField({ label, hint, value, isReadOnly, error, onChange }: FieldProps) {
  const { t, i18n } = useTranslation(['settings', 'people'])
  const [language, setLanguage] = useState<Language>(i18n.language === 'fr' ? 'fr' : 'en')
  const area = useRef<HTMLTextAreaElement>(null)
  const texts = (value ?? {}) as Readonly<Record<string, string>>
  const text = texts[language] ?? ''
  const write = (next: string) => {
    const { [language]: _before, ...others } = texts
    onChange(next === '' ? others : { ...others, [language]: next })
  }
  const insert = (variable: string) => {
    const at = area.current?.selectionStart ?? text.length
    const end = area.current?.selectionEnd ?? at
    write(`${text.slice(0, at)}{{${variable}}}${text.slice(end)}`)
    area.current?.focus()
  }
  return (
    <Input.Wrapper label={label} description={hint} error={error} labelElement="div">
      <SegmentedControl
        size="xs"
        my={4}
        aria-label={t('textLanguage')}
        data={LANGUAGES.map((each) => ({
          value: each,
          label: t(`people:language.${each}`) + ((texts[each] ?? '') === '' ? ` ${t('missing')}` : ''),
        }))}
        value={language}
        onChange={setLanguage}
      />
      <Textarea
        ref={area}
        autosize
        minRows={8}
        maxRows={20}
        maxLength={LONGEST}
        aria-label={t('textIn', { language: t(`people:language.${language}`) })}
        readOnly={isReadOnly}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {!isReadOnly && (
        <div className={classes['variables']} role="group" aria-label={t('variables')}>
          {TEMPLATE_VARIABLES.map((variable) => (
            <Button key={variable} size="compact-xs" variant="default" onClick={() => insert(variable)}>
              {`{{${variable}}}`}
            </Button>
          ))}
        </div>
      )}
    </Input.Wrapper>
  )
}
