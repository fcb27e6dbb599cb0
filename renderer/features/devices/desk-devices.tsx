import { EmptyState, Text, TextInput } from '@mantine/core'
import { IconCloudOff, IconDevices, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plain } from '#shared/kernel/plain-text.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { DeviceItem } from './device-item.tsx'
import { useDeskDevices, type PersonDevices } from './use-desk-devices.ts'
import classes from './devices-dialog.module.css'

/** Every device that holds a copy of the desk, by person, and the way to end its access. */
export function DeskDevices() {
  const { t } = useTranslation('device')
  const { refusalText } = useRefusals()
  const { isOnline, owners, asked, all, refusal, revoke } = useDeskDevices()
  const [wanted, setWanted] = useState('')
  const shown = owners.filter((owner) => fits(owner, wanted))
  if (!isOnline && owners.length === 0) {
    return (
      <EmptyState
        icon={<IconCloudOff size={30} />}
        title={t('desk.offlineTitle')}
        description={t('desk.offline')}
      />
    )
  }
  const isReading = isOnline && asked < all && refusal === undefined
  return (
    <div className={classes['desk']}>
      <TextInput
        className={classes['find'] ?? ''}
        aria-label={t('desk.find')}
        placeholder={t('desk.find')}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" role="status">
        {isReading && t('desk.reading', { asked, all })}
        {!isOnline && t('desk.offline')}
      </Text>
      {refusal !== undefined && (
        <Text size="sm" c="var(--s-danger)" role="alert">
          {refusalText(refusal)}
        </Text>
      )}
      {!isReading && shown.length === 0 && refusal === undefined && (
        <EmptyState icon={<IconDevices size={30} />} title={t('desk.none')} />
      )}
      <ul className={classes['owners']} aria-label={t('desk.title')}>
        {shown.map((owner) => (
          <Owner key={owner.person.id} owner={owner} onRevoke={revoke} />
        ))}
      </ul>
    </div>
  )
}

interface OwnerProps {
  readonly owner: PersonDevices
  readonly onRevoke: (personId: string, deviceId: string) => Promise<void>
}

function Owner({ owner: { person, devices }, onRevoke }: OwnerProps) {
  const { t } = useTranslation('device')
  return (
    <li>
      <h2 className={classes['owner']}>
        <PersonAvatar name={person.name} size={24} /> {person.name}
        {!person.active && <small>{t('desk.left')}</small>}
      </h2>
      <ul className={classes['list']} aria-label={t('desk.of', { name: person.name })}>
        {devices.map((device) => (
          <DeviceItem
            key={device.id}
            device={device}
            warning={t('desk.sure', { name: person.name })}
            onRevoke={() => onRevoke(person.id, device.id)}
          />
        ))}
      </ul>
    </li>
  )
}

function fits({ person, devices }: PersonDevices, wanted: string): boolean {
  const text = plain([person.name, ...person.emails, ...devices.map(({ name }) => name)].join(' '))
  return plain(wanted)
    .split(' ')
    .every((word) => text.includes(word))
}
