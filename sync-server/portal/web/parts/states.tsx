import { Alert, Button, Loader } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../api/client.ts'

/** Something is on its way. */
export function Loading() {
  const { t } = useTranslation()
  return (
    <div className="p-loading" role="status">
      <Loader size="sm" aria-hidden />
      <span>{t('loading')}</span>
    </div>
  )
}

/** Something could not be loaded, and why as far as it helps. */
export function LoadProblem({ failure, retry }: { readonly failure: Failure; readonly retry: () => void }) {
  const { t } = useTranslation()
  return (
    <Notice tone="problem">
      <p>
        {t('problem.load')} {failure.kind === 'offline' ? t('problem.noServer') : failureWords(t, failure)}
      </p>
      <Button size="sm" variant="default" onClick={retry}>
        {t('problem.retry')}
      </Button>
    </Notice>
  )
}

/** What to say of a failure that is none of the page's own. */
export function failureWords(t: TFunction, failure: Failure): string {
  if (failure.kind === 'offline') return t('problem.noServer')
  return failure.status === 429 ? t('problem.tooMany') : t('problem.unknown')
}

type Tone = 'good' | 'problem' | 'info'

const ICONS = { good: IconCircleCheck, problem: IconAlertTriangle, info: IconInfoCircle }
const COLOURS = { good: 'green', problem: 'red', info: 'brand' }

/** A message about what just happened; read out when it appears. */
export function Notice({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const Icon = ICONS[tone]
  return (
    <Alert
      className="p-notice"
      color={COLOURS[tone]}
      variant="light"
      role={tone === 'problem' ? 'alert' : 'status'}
      icon={<Icon aria-hidden />}
    >
      {children}
    </Alert>
  )
}

/** A place where there is nothing yet, and what would be here. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="p-empty">
      <p className="p-empty-title">{title}</p>
      {children}
    </div>
  )
}
