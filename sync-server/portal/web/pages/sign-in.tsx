import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { PortalDesk, SignedIn } from '../../contract.ts'
import { detailOf, openApi, type Failure } from '../api/client.ts'
import { failureWords, Notice } from '../parts/states.tsx'
import { MailboxPage } from './mailbox.tsx'

interface SignInProps {
  readonly desk: PortalDesk
  /** True when a session ended by itself. */
  readonly hasEnded: boolean
  readonly onEnter: (session: SignedIn) => void
}

/** Signing in by mailed link, or by password. */
export function SignInPage({ desk, hasEnded, onEnter }: SignInProps) {
  const { t } = useTranslation()
  const [byPassword, setByPassword] = useState(!desk.linkSignIn)
  const [sentTo, setSentTo] = useState('')
  if (sentTo !== '') return <MailboxPage email={sentTo} onBack={() => setSentTo('')} />
  return (
    <div className="p-page p-narrow">
      <h1>{t('signIn.title')}</h1>
      {hasEnded && <Notice tone="info">{t('problem.ended')}</Notice>}
      <p>{t(byPassword ? 'signIn.introPassword' : 'signIn.intro')}</p>
      {byPassword ? <PasswordForm onEnter={onEnter} /> : <LinkForm onSent={setSentTo} />}
      {desk.linkSignIn && (
        <Button variant="subtle" onClick={() => setByPassword(!byPassword)}>
          {t(byPassword ? 'signIn.useLink' : 'signIn.usePassword')}
        </Button>
      )}
    </div>
  )
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text.trim())
}

function EmailField({
  value,
  error,
  onChange,
}: {
  value: string
  error: string
  onChange: (v: string) => void
}) {
  const { t } = useTranslation()
  return (
    <TextInput
      label={t('signIn.email')}
      type="email"
      name="email"
      autoComplete="username"
      autoCapitalize="none"
      maxLength={320}
      value={value}
      error={error === '' ? undefined : error}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}

function LinkForm({ onSent }: { readonly onSent: (email: string) => void }) {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const [error, setError] = useState('')
  const [isWorking, setWorking] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isEmail(email)) return setError(t('signIn.emailMissing'))
    setWorking(true)
    const answer = await openApi.askLink(email.trim())
    setWorking(false)
    return answer.ok ? onSent(email.trim()) : setError(failureWords(t, answer.failure))
  }
  return (
    <form className="p-form" noValidate onSubmit={(event) => void submit(event)}>
      <EmailField value={email} error={error} onChange={setEmail} />
      <Button type="submit" loading={isWorking}>
        {t('signIn.sendLink')}
      </Button>
    </form>
  )
}

function PasswordForm({ onEnter }: { readonly onEnter: (session: SignedIn) => void }) {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState({ email: '', password: '' })
  const [failure, setFailure] = useState<Failure>()
  const [isWorking, setWorking] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const missing = {
      email: isEmail(email) ? '' : t('signIn.emailMissing'),
      password: password === '' ? t('signIn.passwordMissing') : '',
    }
    setErrors(missing)
    setFailure(undefined)
    if (missing.email + missing.password !== '') return
    setWorking(true)
    const answer = await openApi.signIn(email, password)
    setWorking(false)
    if (answer.ok) onEnter(answer.value)
    else setFailure(answer.failure)
  }
  return (
    <form className="p-form" noValidate onSubmit={(event) => void submit(event)}>
      <EmailField value={email} error={errors.email} onChange={setEmail} />
      <PasswordInput
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        maxLength={1000}
        value={password}
        error={errors.password === '' ? undefined : errors.password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      {failure && <Notice tone="problem">{signInWords(t, failure)}</Notice>}
      <Button type="submit" loading={isWorking}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}

function signInWords(t: TFunction, failure: Failure): string {
  if (failure.kind === 'refused' && failure.code === 'locked') {
    return t('signIn.locked', { seconds: detailOf(failure, 'seconds') })
  }
  return failure.kind === 'refused' && failure.status === 401 ? t('signIn.wrong') : failureWords(t, failure)
}
