import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Trans } from 'react-i18next'

/** Shows a way on when a page fails; what was written is kept on the device. */
export class CrashBoundary extends Component<
  { readonly children: ReactNode },
  { readonly crashed: boolean }
> {
  override state = { crashed: false }

  static getDerivedStateFromError() {
    return { crashed: true }
  }

  override render() {
    if (!this.state.crashed) return this.props.children
    return (
      <main className="p-start" role="alert">
        <h1>
          <Trans i18nKey="problem.crashTitle" />
        </h1>
        <p>
          <Trans i18nKey="problem.crashBody" />
        </p>
        <Button onClick={() => window.location.reload()}>
          <Trans i18nKey="problem.reload" />
        </Button>
      </main>
    )
  }
}
