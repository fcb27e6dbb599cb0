import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './touch-action.module.css'

interface TouchActionProps {
  readonly icon: Icon
  readonly label: string
  readonly onClick: () => void
  readonly tone?: 'main' | 'running' | undefined
  readonly disabled?: boolean
  /** Shown in place of the label, which names the button all the same. */
  readonly children?: ReactNode
}

/** One of the large buttons at the lower edge, where the thumb is. */
export function TouchAction({ icon: Sign, label, children, ...rest }: TouchActionProps) {
  const { onClick, tone, disabled = false } = rest
  const named = children === undefined ? {} : { 'aria-label': label }
  return (
    <button
      type="button"
      className={classes['action']}
      data-tone={tone}
      disabled={disabled}
      onClick={onClick}
      {...named}
    >
      <Sign size={22} aria-hidden />
      <span aria-hidden={children !== undefined || undefined}>{children ?? label}</span>
    </button>
  )
}
