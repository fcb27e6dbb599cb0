import { Button, Group, Popover, TextInput } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useActor, useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { Picker } from '#renderer/ui/picker.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { preparePerson } from './new-ticket.ts'
import classes from './new-ticket.module.css'

interface RequesterFieldProps {
  readonly value: Id
  /** Gives the person and the site they belong to. */
  readonly onChange: (personId: Id, siteId: Id) => void
}

/** Chooses who asks; somebody new is added on the spot. */
export function RequesterField({ value, onChange }: RequesterFieldProps) {
  const { t } = useTranslation('tickets')
  const [newName, setNewName] = useState<string>()
  const close = () => setNewName(undefined)
  return (
    <div className={classes['field']}>
      <span className={classes['label']} aria-hidden>
        {t('create.requester')}
      </span>
      <Popover
        opened={newName !== undefined}
        onDismiss={close}
        position="bottom-start"
        width={340}
        shadow="md"
        trapFocus
        withRoles={false}
      >
        <Popover.Target>
          <div>
            <PersonPicker value={value} onChange={onChange} onNew={setNewName} />
          </div>
        </Popover.Target>
        <Popover.Dropdown>
          {newName !== undefined && (
            <NewPerson name={newName} onClose={close} onCreated={(id) => onChange(id, '')} />
          )}
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

interface PersonPickerProps extends RequesterFieldProps {
  readonly onNew: (typed: string) => void
}

function PersonPicker({ value, onChange, onNew }: PersonPickerProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const choices = directory.people.map((person) => ({
    value: person.id,
    label: person.name,
    hint: [person.emails[0], directory.settingName(person.siteId)].filter(Boolean).join(' · '),
    icon: <PersonAvatar name={person.name} size={20} />,
  }))
  const addNew = (typed: string, close: () => void) => (
    <Button
      fullWidth
      variant="subtle"
      justify="flex-start"
      leftSection={<IconUserPlus size={15} />}
      onClick={() => {
        close()
        onNew(typed)
      }}
    >
      {typed.trim() === '' ? t('create.newPersonTitle') : t('create.newPerson', { name: typed.trim() })}
    </Button>
  )
  return (
    <Picker
      variant="button"
      label={t('create.requester')}
      value={value}
      choices={choices}
      searchable
      autoFocus
      width={420}
      onChange={(id) => onChange(id, directory.person(id)?.siteId ?? '')}
      footer={addNew}
    >
      {value === '' ? <span className={classes['hint']}>{t('create.requesterPlaceholder')}</span> : undefined}
    </Picker>
  )
}

interface NewPersonProps {
  readonly name: string
  readonly onClose: () => void
  readonly onCreated: (id: Id) => void
}

function NewPerson({ name: typed, onClose, onCreated }: NewPersonProps) {
  const { t, i18n } = useTranslation(['tickets', 'common'])
  const isAddress = typed.includes('@')
  const [name, setName] = useState(isAddress ? '' : typed)
  const [email, setEmail] = useState(isAddress ? typed : '')
  const [problem, setProblem] = useState('')
  const { refusalText } = useRefusals()
  const actor = useActor()
  const { person } = useSession()
  const replica = useReplica()
  const add = async () => {
    const language = i18n.language === 'fr' ? 'fr' : 'en'
    const write = preparePerson({ name, email, siteId: '', language }, person.orgId, actor)
    if (!write.ok) return setProblem(refusalText(write.refusal))
    await replica.write([write.value])
    onCreated(write.value.docId)
    return onClose()
  }
  return (
    <div className={classes['form']} role="group" aria-label={t('create.newPersonTitle')}>
      <TextInput
        data-autofocus
        label={t('create.personName')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        type="email"
        label={t('create.personEmail')}
        value={email}
        error={problem || undefined}
        onChange={(event) => setEmail(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          void add()
        }}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button onClick={() => void add()}>{t('create.addPerson')}</Button>
      </Group>
    </div>
  )
}
