import { Button, Group, Textarea } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isSubmitKey } from '#renderer/ui/submit-key.ts'
import classes from './basic-panel.module.css'

interface EditableTextProps {
  readonly label: string
  readonly value: string
  /** Stands in place of an empty text and says what it is for. */
  readonly empty: string
  readonly isReadOnly: boolean
  readonly onSave: (text: string) => void
}

/** A long text that turns into a field; what is being typed is never replaced by what arrives. */
export function EditableText({ label, value, empty, isReadOnly, onSave }: EditableTextProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const [draft, setDraft] = useState<string>()
  const save = () => {
    if (draft !== undefined && draft.trim() !== value) onSave(draft.trim())
    setDraft(undefined)
  }
  return (
    <section aria-label={label}>
      <div className={classes['head']}>
        <h3 className={classes['heading']}>{label}</h3>
        {draft === undefined && !isReadOnly && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconPencil size={13} />}
            aria-label={t('page.edit', { field: label })}
            onClick={() => setDraft(value)}
          >
            {t('common:edit')}
          </Button>
        )}
      </div>
      {draft === undefined ? (
        <div className={value === '' ? classes['empty'] : classes['text']}>
          {value === '' ? empty : value}
        </div>
      ) : (
        <>
          <Textarea
            autoFocus
            autosize
            minRows={3}
            maxRows={16}
            aria-label={label}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (isSubmitKey(event)) save()
              if (event.key === 'Escape') setDraft(undefined)
            }}
          />
          <Group gap="xs" mt="xs">
            <Button onClick={save}>{t('common:save')}</Button>
            <Button variant="default" onClick={() => setDraft(undefined)}>
              {t('common:cancel')}
            </Button>
          </Group>
        </>
      )}
    </section>
  )
}
