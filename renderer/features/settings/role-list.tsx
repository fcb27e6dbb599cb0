import { Button, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLES, type Role, type RoleGrant } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Person } from '#shared/people/schema.ts'
import { useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { isOwnFooting } from './role-grants.ts'
import { useRoleActs, type RoleActs } from './use-role-acts.ts'
import classes from './settings.module.css'

/** Everybody of the desk with the roles they hold and where; administrators give and take them. */
export function RoleList() {
  const { t } = useTranslation('settings')
  const directory = useDirectory()
  const acts = useRoleActs()
  const [isAdding, setAdding] = useState(false)
  const mayGive = directory.people.some((person) => acts.mayChange(person))
  return (
    <div className={classes['roles']}>
      {mayGive && !isAdding && (
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('roles.add')}
        </Button>
      )}
      {isAdding && <GiveForm acts={acts} onClose={() => setAdding(false)} />}
      <ul className={classes['staff']} aria-label={t('roles.title')}>
        {directory.staff.map((person) => (
          <PersonRoles key={person.id} person={person} acts={acts} />
        ))}
      </ul>
    </div>
  )
}

interface PersonRolesProps {
  readonly person: Person
  readonly acts: RoleActs
}

function PersonRoles({ person, acts }: PersonRolesProps) {
  const { t } = useTranslation(['settings', 'people'])
  const directory = useDirectory()
  const { person: me } = useSession()
  const mayChange = acts.mayChange(person)
  return (
    <li>
      <PersonAvatar name={person.name} size={26} />
      <span className={classes['who']}>
        <strong>{person.name}</strong>
        <small>{person.jobTitle || person.emails[0]}</small>
      </span>
      <ul className={classes['grants']} aria-label={t('roles.of', { name: person.name })}>
        {person.roles.map((grant) => {
          const role = t(`people:role.${grant.role}`)
          const place = directory.settingName(placeId(grant.at)) || grant.at
          const isOwn = isOwnFooting(person, grant, me.id)
          return (
            <li key={`${grant.role} ${grant.at}`} className={classes['grant']}>
              {t('roles.at', { role, place })}
              {mayChange && !isOwn && (
                <IconButton
                  label={t('roles.takeFrom', { name: person.name, role, place })}
                  hint={t('roles.take')}
                  icon={IconX}
                  size="xs"
                  iconSize={12}
                  onClick={() => acts.take(person, grant)}
                />
              )}
            </li>
          )
        })}
      </ul>
    </li>
  )
}

/** The id in `org:brevent` or `site:lyon`. */
function placeId(at: string): Id {
  return at.slice(at.indexOf(':') + 1)
}

/** Where a role can count: organisations, then sites. */
function usePlaces() {
  const directory = useDirectory()
  return (['organisation', 'site'] as const).flatMap((kind) =>
    directory.settings(kind).map((setting) => ({
      value: `${kind === 'organisation' ? 'org' : 'site'}:${setting.id}`,
      label: directory.nameOf(setting),
    })),
  )
}

interface GiveFormProps {
  readonly acts: RoleActs
  readonly onClose: () => void
}

function GiveForm({ acts, onClose }: GiveFormProps) {
  const { t } = useTranslation(['settings', 'people', 'common'])
  const directory = useDirectory()
  const [personId, setPersonId] = useState<Id | null>(null)
  const [role, setRole] = useState<Role>('agent')
  const [at, setAt] = useState<string | null>(null)
  const places = usePlaces()
  const place = at ?? places[0]?.value ?? ''
  const person = personId === null ? undefined : directory.person(personId)
  const give = () => {
    const grant: RoleGrant = { role, at: place }
    if (person !== undefined && place !== '' && acts.give(person, grant)) onClose()
  }
  return (
    <form
      className={classes['give']}
      aria-label={t('roles.add')}
      onSubmit={(event) => {
        event.preventDefault()
        give()
      }}
    >
      <Select
        searchable
        limit={60}
        label={t('roles.person')}
        nothingFoundMessage={t('common:nothingFits')}
        data={directory.people.map(({ id, name, emails }) => ({
          value: id,
          label: `${name} · ${emails[0] ?? ''}`,
        }))}
        value={personId}
        onChange={setPersonId}
      />
      <Select
        allowDeselect={false}
        label={t('roles.role')}
        data={ROLES.map((each) => ({ value: each, label: t(`people:role.${each}`) }))}
        value={role}
        onChange={(next) => setRole(ROLES.find((each) => each === next) ?? 'agent')}
      />
      <Select
        allowDeselect={false}
        searchable
        label={t('roles.place')}
        data={places}
        value={place}
        onChange={setAt}
      />
      <div className={classes['giveButtons']}>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" disabled={person === undefined}>
          {t('roles.give')}
        </Button>
      </div>
    </form>
  )
}
