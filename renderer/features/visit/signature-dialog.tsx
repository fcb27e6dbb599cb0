import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SignatureField, type SignatureHandle } from './signature-field.tsx'
import classes from './visit.module.css'

interface SignatureDialogProps {
  /** Who most likely signs. */
  readonly name: string
  /** What they sign for, as they read it. */
  readonly subject: string
  readonly onSigned: (name: string, picture: Blob) => void
  readonly onClose: () => void
}

/** Lets somebody sign with a finger that the work was done. */
export function SignatureDialog({ name: first, subject, onSigned, onClose }: SignatureDialogProps) {
  const { t } = useTranslation(['today', 'common'])
  const [name, setName] = useState(first)
  const [isSigned, setSigned] = useState(false)
  const field = useRef<SignatureHandle>(null)
  const keep = async () => {
    const picture = await field.current?.picture()
    if (picture !== undefined) onSigned(name.trim(), picture)
  }
  const clear = () => {
    field.current?.clear()
    setSigned(false)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={t('sign.title')}
      closeButtonProps={{ 'aria-label': t('common:close'), size: 48, iconSize: 22 }}
    >
      <p className={classes['subject']}>{t('sign.subject', { subject })}</p>
      <TextInput
        size="lg"
        label={t('sign.name')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SignatureField ref={field} label={t('sign.field')} onChange={setSigned} />
      <Group justify="space-between" mt="md">
        <Button size="lg" variant="default" disabled={!isSigned} onClick={clear}>
          {t('sign.clear')}
        </Button>
        <Button size="lg" disabled={!isSigned || name.trim() === ''} onClick={() => void keep()}>
          {t('sign.keep')}
        </Button>
      </Group>
    </Modal>
  )
}
