import { Button, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'

interface ServerFormProps {
  readonly current: string
  readonly onChosen: (serverUrl: string) => void
}

/** Asks, on the desktop, which server to speak to. */
export function ServerForm({ current, onChosen }: ServerFormProps) {
  const { t } = useTranslation('sign-in')
  const platform = usePlatform()
  const { refusalText } = useRefusals()
  const [typed, setTyped] = useState(current)
  const [problem, setProblem] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const chosen = await platform.setServerUrl(typed.trim())
    if (chosen.ok) onChosen(chosen.value)
    else setProblem(refusalText(chosen.refusal))
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <TextInput
          type="url"
          autoFocus
          label={t('server')}
          description={t('serverHint')}
          placeholder={t('serverPlaceholder')}
          value={typed}
          error={problem || undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" size="sm">
          {t('useServer')}
        </Button>
      </Stack>
    </form>
  )
}
