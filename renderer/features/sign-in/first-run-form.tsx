import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { FirstRunRequest } from '#shared/protocol/session.ts'
import type { Result } from '#shared/kernel/result.ts'
import { useSignInErrors } from './sign-in-errors.ts'

const EMPTY: FirstRunRequest = { code: '', organisation: '', name: '', email: '', password: '' }
const FIELDS = ['code', 'organisation', 'name', 'email'] as const

interface FirstRunFormProps {
  readonly onSubmit: (request: FirstRunRequest) => Promise<Result<unknown>>
}

/** Sets up an empty server: its organisation and the first administrator. */
export function FirstRunForm({ onSubmit }: FirstRunFormProps) {
  const { t } = useTranslation('sign-in')
  const [form, setForm] = useState(EMPTY)
  const [problem, setProblem] = useState('')
  const [isWorking, setWorking] = useState(false)
  const words = useSignInErrors()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (Object.values(form).includes('')) return setProblem(t('firstRun.empty'))
    setWorking(true)
    const result = await onSubmit(form)
    setWorking(false)
    return setProblem(result.ok ? '' : words(result.refusal))
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('firstRun.intro')}</Text>
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            autoFocus={field === 'code'}
            type={field === 'email' ? 'email' : 'text'}
            label={t(`firstRun.${field}`)}
            {...(field === 'code' ? { description: t('firstRun.codeHint') } : {})}
            value={form[field]}
            onChange={(event) => setForm({ ...form, [field]: event.currentTarget.value })}
          />
        ))}
        <PasswordInput
          label={t('password')}
          autoComplete="new-password"
          value={form.password}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
        />
        {problem !== '' && (
          <Alert role="alert" color="red" variant="light" p="xs" icon={<IconAlertCircle size={16} />}>
            {problem}
          </Alert>
        )}
        <Button type="submit" size="sm" loading={isWorking}>
          {t('firstRun.submit')}
        </Button>
      </Stack>
    </form>
  )
}
