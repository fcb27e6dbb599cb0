import { Button, TextInput } from '@mantine/core'
import type { Command } from 'prosemirror-state'
import { useState, type FormEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { linkAddress } from '#shared/messages/link-address.ts'
import { linkAt, linkTo, unlink } from './link.ts'
import type { RichField } from './use-rich-field.ts'
import classes from './rich-text.module.css'

interface LinkFormProps {
  readonly field: RichField
  readonly onClose: () => void
}

/** Asks where the selected words shall lead: Enter sets it, Escape leaves all as it was. */
export function LinkForm({ field, onClose }: LinkFormProps) {
  const { t } = useTranslation(['messages', 'common'])
  const known = field.state && linkAt(field.state)
  const [typed, setTyped] = useState(known?.href ?? '')
  const [isWrong, setWrong] = useState(false)
  const close = () => {
    onClose()
    field.focus()
  }
  const run = (command: Command) => {
    onClose()
    field.run(command)
  }
  const set = (event: FormEvent) => {
    event.preventDefault()
    const href = linkAddress(typed)
    if (href === undefined) setWrong(true)
    else run(linkTo(href))
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    close()
  }
  return (
    <form className={classes['link']} aria-label={t('format.link')} onSubmit={set} onKeyDown={press}>
      <TextInput
        autoFocus
        size="xs"
        className={classes['address'] ?? ''}
        aria-label={t('format.address')}
        placeholder="https://"
        error={isWrong && t('format.wrongAddress')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(false)
        }}
      />
      <Button type="submit" size="xs">
        {t('format.setLink')}
      </Button>
      {known !== undefined && (
        <Button size="xs" variant="default" onClick={() => run(unlink)}>
          {t('format.unlink')}
        </Button>
      )}
      <Button size="xs" variant="subtle" color="gray" onClick={close}>
        {t('common:cancel')}
      </Button>
    </form>
  )
}
