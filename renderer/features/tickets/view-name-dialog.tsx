import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ViewNameDialogProps {
  readonly title: string
  readonly name: string
  readonly onClose: () => void
  readonly onSave: (name: string) => void
  /** What else is asked, below the name. */
  readonly children?: ReactNode
}

/** Asks how a view is called. */
export function ViewNameDialog({ title, name, onClose, onSave, children }: ViewNameDialogProps) {
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
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('myView.name')}
            maxLength={60}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {children}
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
