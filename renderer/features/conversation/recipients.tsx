import { Button, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './composer.module.css'

/** The part of a draft that says who reads the reply beside the requester; lower-case mail addresses. */
interface Copies {
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  change(part: { readonly cc?: readonly string[]; readonly bcc?: readonly string[] }): void
}

interface RecipientsProps {
  /** The requester's. */
  readonly address: string
  readonly draft: Copies
}

/** To whom a reply goes: the requester, and on request open and blind copies. */
export function Recipients({ address, draft }: RecipientsProps) {
  const { t } = useTranslation('messages')
  return (
    <div className={classes['recipients']}>
      <span>{t('compose.to', { address })}</span>
      <AddressField
        label={t('compose.cc')}
        add={t('compose.addCc')}
        addresses={draft.cc}
        onChange={(cc) => draft.change({ cc })}
      />
      <AddressField
        label={t('compose.bcc')}
        add={t('compose.addBcc')}
        addresses={draft.bcc}
        onChange={(bcc) => draft.change({ bcc })}
      />
    </div>
  )
}

interface AddressFieldProps {
  readonly label: string
  /** What stands on the button that opens the field. */
  readonly add: string
  readonly addresses: readonly string[]
  readonly onChange: (addresses: readonly string[]) => void
}

function AddressField({ label, add, addresses, onChange }: AddressFieldProps) {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen && addresses.length === 0) {
    return (
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {add}
      </Button>
    )
  }
  return (
    <TagsInput
      className={classes['cc'] ?? ''}
      variant="unstyled"
      size="xs"
      aria-label={label}
      placeholder={label}
      splitChars={[',', ';', ' ']}
      acceptValueOnBlur
      autoFocus={isOpen && addresses.length === 0}
      value={[...addresses]}
      onChange={(typed) =>
        onChange(typed.filter((each) => /^[^\s@]+@[^\s@]+$/u.test(each)).map((each) => each.toLowerCase()))
      }
    />
  )
}
