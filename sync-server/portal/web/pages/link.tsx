import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignedIn } from '../../contract.ts'
import { openApi, type Failure } from '../api/client.ts'
import { failureWords, Notice } from '../parts/states.tsx'
import { goTo } from '../route.ts'

interface LinkProps {
  readonly token: string
  readonly onEnter: (session: SignedIn) => void
}

/** Where a mailed link leads: a person presses the button; a program that only looks at the page uses nothing up. */
export function LinkPage({ token, onEnter }: LinkProps) {
  const { t } = useTranslation()
  const [isWorking, setWorking] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const isInvalid = failure?.kind === 'refused' && (failure.status === 401 || failure.status === 400)
  const confirm = async () => {
    setWorking(true)
    const answer = await openApi.confirmLink(token)
    setWorking(false)
    if (!answer.ok) return setFailure(answer.failure)
    goTo({ page: 'home' }, { replace: true })
    return onEnter(answer.value)
  }
  if (isInvalid) {
    return (
      <div className="p-page p-narrow">
        <h1>{t('link.invalidTitle')}</h1>
        <p role="alert">{t('link.invalidBody')}</p>
        <Button onClick={() => goTo({ page: 'home' }, { replace: true })}>{t('link.newLink')}</Button>
      </div>
    )
  }
  return (
    <div className="p-page p-narrow">
      <h1>{t('link.title')}</h1>
      <p>{t('link.body')}</p>
      {failure && <Notice tone="problem">{failureWords(t, failure)}</Notice>}
      <Button loading={isWorking} onClick={() => void confirm()}>
        {t('link.submit')}
      </Button>
    </div>
  )
}
