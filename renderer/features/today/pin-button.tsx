import { IconPin, IconPinFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './today.module.css'

interface PinButtonProps {
  /** Of the site or ticket. */
  readonly name: string
  readonly isPinned: boolean
  readonly onToggle: () => void
  /** With its word beside the sign, where there is room. */
  readonly withWord?: boolean
}

/** Takes a site or a ticket along for places without a network, or leaves it. */
export function PinButton({ name, isPinned, onToggle, withWord = false }: PinButtonProps) {
  const { t } = useTranslation('today')
  const Sign = isPinned ? IconPinFilled : IconPin
  return (
    <button
      type="button"
      className={classes['pin']}
      data-word={withWord || undefined}
      aria-pressed={isPinned}
      aria-label={t('take.toggle', { name })}
      onClick={onToggle}
    >
      <Sign size={20} aria-hidden />
      {withWord && <span aria-hidden>{t(isPinned ? 'take.taken' : 'take.short')}</span>}
    </button>
  )
}
