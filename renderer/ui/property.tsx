import { useId, useState, type ReactNode } from 'react'
import { Flash } from './flash.tsx'
import { Picker, type Choice } from './picker.tsx'
import classes from './property.module.css'

interface PropertyProps {
  readonly label: string
  readonly children: ReactNode
}

/** A label with whatever stands beside it. */
export function Property({ label, children }: PropertyProps) {
  const id = useId()
  return (
    <div className={classes['property']} role="group" aria-labelledby={id}>
      <span id={id} className={classes['label']}>
        {label}
      </span>
      <div className={classes['value']}>{children}</div>
    </div>
  )
}

interface PropertyPickerProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
  readonly disabled: boolean
  readonly control?: string
  readonly children?: ReactNode
}

/** A property one chooses from a list; somebody else's change to it flashes. */
export function PropertyPicker({ label, value, onChange, children, ...rest }: PropertyPickerProps) {
  const [own, setOwn] = useState<string>()
  return (
    <Property label={label}>
      <Flash value={value} own={own}>
        <Picker
          {...rest}
          label={label}
          value={value}
          onChange={(next) => {
            setOwn(next)
            onChange(next)
          }}
        >
          {children}
        </Picker>
      </Flash>
    </Property>
  )
}
