/** What every control of the form is given. */
export interface FieldProps {
  readonly label: string
  readonly hint: string | undefined
  readonly value: unknown
  readonly isReadOnly: boolean
  /** Undefined while the value is fine. */
  readonly error: string | undefined
  readonly onChange: (value: unknown) => void
}
