import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '#shared/kernel/result.ts'
import { useSignInErrors } from './sign-in-errors.ts'

interface CredentialsFormProps {
  /** The address to begin with; fixed when the session of a known person is renewed. */
  readonly email: string
  readonly isEmailFixed?: boolean
  readonly submitWords: string
  readonly onSubmit: (email: string, password: string) => Promise<Result<unknown>>
}

/** Asks for address and password, and says clearly why they were not taken. */
export function CredentialsForm({
  email: known,
  isEmailFixed = false,
  submitWords,
  onSubmit,
}: CredentialsFormProps) {
  const { t } = useTranslation('sign-in')
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState('')
  const words = useSignInErrors()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (email.trim() === '' || password === '') return setProblem(t('error.empty'))
    setWorking(true)
    const result = await onSubmit(email.trim().toLowerCase(), password)
    setWorking(false)
    return setProblem(result.ok ? '' : words(result.refusal))
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <TextInput
          type="email"
          name="email"
          autoComplete="username"
          label={t('email')}
          readOnly={isEmailFixed}
          autoFocus={known === ''}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          name="password"
          autoComplete="current-password"
          label={t('password')}
          autoFocus={known !== ''}
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {problem !== '' && (
          <Alert role="alert" color="red" variant="light" p="xs" icon={<IconAlertCircle size={16} />}>
            {problem}
          </Alert>
        )}
        <Button type="submit" size="sm" loading={isWorking} mt={4}>
          {isWorking ? t('working') : submitWords}
        </Button>
      </Stack>
    </form>
  )
}
