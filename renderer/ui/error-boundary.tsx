import { Button, EmptyState } from '@mantine/core'
import { IconBugOff } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ErrorBoundaryProps {
  /** Another value gives the part a new chance: the address of the page, for one. */
  readonly resetKey: string
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly failedAt: string | undefined
}

/** Keeps a broken part from taking the whole console down. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override readonly state: ErrorBoundaryState = { failedAt: undefined }

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { failedAt: '' }
  }

  static getDerivedStateFromProps(
    { resetKey }: ErrorBoundaryProps,
    { failedAt }: ErrorBoundaryState,
  ): ErrorBoundaryState | null {
    if (failedAt === '') return { failedAt: resetKey }
    return failedAt !== undefined && failedAt !== resetKey ? { failedAt: undefined } : null
  }

  override componentDidCatch(error: unknown): void {
    console.error(error)
  }

  override render(): ReactNode {
    if (this.state.failedAt === undefined) return this.props.children
    return <Broken onRetry={() => this.setState({ failedAt: undefined })} />
  }
}

function Broken({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation('common')
  return (
    <div role="alert" style={{ display: 'grid', placeContent: 'center', height: '100%' }}>
      <EmptyState icon={<IconBugOff size={32} />} title={t('crash.title')} description={t('crash.body')}>
        <EmptyState.Actions>
          <Button variant="default" onClick={onRetry}>
            {t('crash.retry')}
          </Button>
          <Button variant="subtle" onClick={() => location.reload()}>
            {t('crash.reload')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </div>
  )
}
