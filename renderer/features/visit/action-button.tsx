import type { Icon } from '@tabler/icons-react'
import classes from './visit.module.css'

interface ActionButtonProps {
  readonly icon: Icon
  readonly label: string
  readonly onClick: () => void
  readonly isMain?: boolean
  readonly disabled?: boolean
}

/** One of the large buttons at the lower edge, where the thumb is. */
export function ActionButton({ icon: Sign, label, onClick, isMain, disabled = false }: ActionButtonProps) {
  return (
    <button
      type="button"
      className={classes['action']}
      data-main={isMain || undefined}
      disabled={disabled}
      onClick={onClick}
    >
      <Sign size={22} aria-hidden />
      <span>{label}</span>
    </button>
  )
}
