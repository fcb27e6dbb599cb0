import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { usePersonActs } from './use-person-acts.ts'

interface NewPersonDialogProps {
  readonly onClose: () => void
  readonly onCreated: (id: Id) => void
}

/** Adds a requester: a name, and where to reach them. */
export function NewPersonDialog({ onClose, onCreated }: NewPersonDialogProps) {
  const { t, i18n } = useTranslation(['people', 'common'])
  const { person } = useSession()
  const directory = useDirectory()
  const { refusalText } = useRefusals()
  const acts = usePersonActs()
  const [fields, setFields] = useState({ name: '', email: '', phone: '', siteId: person.siteId })
  const [problem, setProblem] = useState('')
  const text = (field: 'name' | 'email' | 'phone') => ({
    value: fields[field],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setFields({ ...fields, [field]: event.currentTarget.value }),
  })
  const save = async () => {
    const { name, email, phone, siteId } = fields
    const created = await acts.create({
      name: name.trim(),
      emails: email.trim() === '' ? [] : [email.trim().toLowerCase()],
      phone: phone.trim(),
      siteId,
      orgId: person.orgId,
      language: i18n.language === 'fr' ? 'fr' : 'en',
    })
    if (!created.ok) return setProblem(refusalText(created.refusal))
    return onCreated(created.value)
  }
  return (
    <Modal opened onClose={onClose} title={t('new')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextInput data-autofocus required label={t('field.name')} {...text('name')} />
        <TextInput type="email" mt="xs" label={t('field.emails')} {...text('email')} />
        <TextInput type="tel" mt="xs" label={t('field.phone')} {...text('phone')} />
        <Select
          mt="xs"
          clearable
          label={t('field.siteId')}
          data={directory.settings('site').map((site) => ({ value: site.id, label: directory.nameOf(site) }))}
          value={fields.siteId === '' ? null : fields.siteId}
          onChange={(siteId) => setFields({ ...fields, siteId: siteId ?? '' })}
          error={problem || undefined}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit">{t('add')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
