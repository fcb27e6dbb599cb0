import { Button, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Result } from '#shared/kernel/result.ts'
import { CredentialsForm } from './credentials-form.tsx'

interface SessionEndedProps {
  readonly email: string
  readonly onSignIn: (email: string, password: string) => Promise<Result<unknown>>
  readonly onLater: () => void
}

/** Asks for the password again while everything stays as it is. */
export function SessionEnded({ email, onSignIn, onLater }: SessionEndedProps) {
  const { t } = useTranslation(['sign-in', 'common'])
  return (
    <Modal
      opened
      title={t('ended.title')}
      onClose={onLater}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm" mb="md">
        {t('ended.body')}
      </Text>
      <CredentialsForm email={email} isEmailFixed submitWords={t('submitAgain')} onSubmit={onSignIn} />
      <Button fullWidth variant="subtle" color="gray" mt="xs" onClick={onLater}>
        {t('ended.later')}
      </Button>
    </Modal>
  )
}
