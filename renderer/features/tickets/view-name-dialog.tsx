import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ViewNameDialogProps {
  readonly title: string
  readonly name: string
  readonly onClose: () => void
  readonly onSave: (name: string) => void
}

/** Asks how one's own view is called. */
export function ViewNameDialog({ title, name, onClose, onSave }: ViewNameDialogProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const [typed, setTyped] = useState(name)
  const wanted = typed.trim()
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted === '') return
          onSave(wanted)
          onClose()
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={t('myView.name')}
            description={t('myView.hint')}
            maxLength={60}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={wanted === ''}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
