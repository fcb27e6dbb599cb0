import { EmptyState } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './group-panel.module.css'

interface GroupPanelProps {
  readonly title: string
  /** `text` keeps lines short enough to read; a table takes the whole width. */
  readonly measure: 'text' | 'table'
  readonly children: ReactNode
}

/** The room of one group of a ticket: it scrolls by itself, and the keyboard reaches it. */
export function GroupPanel({ title, measure, children }: GroupPanelProps) {
  return (
    <div className={classes['panel']} data-measure={measure} tabIndex={0} role="region" aria-label={title}>
      {children}
    </div>
  )
}

interface EmptyGroupProps {
  readonly icon: ReactNode
  readonly title: string
  readonly description: string
}

/** What a group says as long as nothing is in it. */
export function EmptyGroup(props: EmptyGroupProps) {
  return <EmptyState className={classes['empty'] ?? ''} {...props} />
}
