import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PickerList } from './picker-list.tsx'
import { useReachable } from './reach.ts'
import classes from './picker.module.css'

/** One choice; a disabled one says why in `hint`. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly icon?: ReactNode
  readonly hint?: string
  readonly disabled?: boolean
}

interface PickerProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
  /** What stands on the button; the chosen label by default. */
  readonly children?: ReactNode
  readonly searchable?: boolean
  readonly disabled?: boolean
  /** The name under which a shortcut opens it; see reach.ts. */
  readonly control?: string
  readonly variant?: 'field' | 'button'
  readonly width?: number
  /** Takes the focus when its dialog opens. */
  readonly autoFocus?: boolean
  /** Offered below the list when nothing fits, with what was typed. */
  readonly footer?: (typed: string, close: () => void) => ReactNode
}

/** A value on a button that opens a list to choose another. The list is built when it is first wanted: a page has many. */
export function Picker(props: PickerProps) {
  const { label, value, choices, children, searchable = choices.length > 8, variant = 'field' } = props
  const { t } = useTranslation('common')
  const [isBuilt, setBuilt] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  useReachable(props.control ?? '', () => {
    ref.current?.focus()
    ref.current?.click()
  })
  const chosen = choices.find((choice) => choice.value === value)
  const button = {
    ref,
    type: 'button',
    className: classes[variant],
    'aria-label': `${label}: ${chosen?.label ?? t('none')}`,
    'aria-haspopup': 'listbox',
    disabled: props.disabled,
    'data-autofocus': props.autoFocus,
    children: children ?? <ChoiceLabel choice={chosen} />,
  } as const
  if (!isBuilt) {
    const build = () => setBuilt(true)
    return <button {...button} onClick={build} onKeyDown={(event) => isArrow(event) && build()} />
  }
  return (
    <PickerList
      label={label}
      value={value}
      choices={choices}
      searchable={searchable}
      width={props.width ?? 260}
      footer={props.footer}
      onChoose={(next) => {
        if (next !== value) props.onChange(next)
      }}
      renderButton={(toggle) => <button {...button} onClick={toggle} />}
    />
  )
}

/** The arrows open the list, as they do once it was built. */
function isArrow(event: KeyboardEvent): boolean {
  const isOne = event.key === 'ArrowDown' || event.key === 'ArrowUp'
  if (isOne) event.preventDefault()
  return isOne
}

function ChoiceLabel({ choice }: { readonly choice: Choice | undefined }) {
  const { t } = useTranslation('common')
  if (choice === undefined || choice.value === '')
    return <span className={classes['empty']}>{choice?.label ?? t('none')}</span>
  return (
    <>
      {choice.icon}
      <span className={classes['label']}>{choice.label}</span>
    </>
  )
}
