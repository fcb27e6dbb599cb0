import { ActionIcon } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'

interface IconButtonProps {
  /** Its name for assistive programs. */
  readonly label: string
  /** What it says while it is pointed at; its name by default. */
  readonly hint?: string
  readonly icon: Icon
  readonly size?: 'xs' | 'sm' | 'md' | number
  /** Pixels. */
  readonly iconSize?: number
  readonly disabled?: boolean
  /** Of a button that shows and hides something. */
  readonly isExpanded?: boolean | undefined
  readonly onClick: () => void
}

/** A quiet button of one icon that says what it does. */
export function IconButton({ label, hint = label, icon: Shape, isExpanded, ...rest }: IconButtonProps) {
  const { size = 'md', iconSize = 16, disabled = false, onClick } = rest
  return (
    <ActionIcon
      data-hint={hint}
      variant="subtle"
      color="gray"
      size={size}
      aria-label={label}
      aria-expanded={isExpanded}
      disabled={disabled}
      onClick={onClick}
    >
      <Shape size={iconSize} aria-hidden />
    </ActionIcon>
  )
}
