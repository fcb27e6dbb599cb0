import { Button, Group } from '@mantine/core'
import { IconMailOpened } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openApi } from '../api/client.ts'
import { failureWords } from '../parts/states.tsx'

const AGAIN_SECONDS = 60

interface MailboxProps {
  readonly email: string
  readonly onBack: () => void
}

/** After asking for a link. It says the same whether or not the address is known. */
export function MailboxPage({ email, onBack }: MailboxProps) {
  const { t } = useTranslation()
  const [seconds, setSeconds] = useState(AGAIN_SECONDS)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (seconds === 0) return undefined
    const timer = window.setTimeout(() => setSeconds(seconds - 1), 1000)
    return () => window.clearTimeout(timer)
  }, [seconds])
  const again = async () => {
    const answer = await openApi.askLink(email)
    setSaid(answer.ok ? t('mailbox.sent') : failureWords(t, answer.failure))
    setSeconds(AGAIN_SECONDS)
  }
  return (
    <div className="p-page p-narrow p-mailbox">
      <IconMailOpened size={48} stroke={1.5} aria-hidden />
      <h1>{t('mailbox.title')}</h1>
      <p>{t('mailbox.body', { email })}</p>
      <p className="p-dim">{t('mailbox.nothing')}</p>
      <Group gap="sm">
        <Button variant="default" disabled={seconds > 0} onClick={() => void again()}>
          {seconds > 0 ? t('mailbox.againIn', { seconds }) : t('mailbox.again')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('mailbox.otherAddress')}
        </Button>
      </Group>
      <p role="status">{said}</p>
    </div>
  )
}
