import { Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayChange } from '#shared/policy/policy.ts'
import { people } from '#shared/people/collection.ts'
import { LANGUAGES, type Person } from '#shared/people/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { personChoices } from '#renderer/ui/person-choices.tsx'
import { Property, PropertyPicker } from '#renderer/ui/property.tsx'
import classes from '#renderer/ui/property.module.css'
import { settingChoices } from '#renderer/ui/setting-choices.ts'
import { usePersonActs, type PersonActs } from './use-person-acts.ts'

interface PersonPartProps {
  readonly person: Person
  readonly acts: PersonActs
  /** Whether this person may change the field. */
  readonly isClosed: (field: keyof Person) => boolean
}

/** Everything one knows of a person, each changeable in place by who may. */
export function PersonProperties({ person }: { readonly person: Person }) {
  const { t } = useTranslation('people')
  const actor = useActor()
  const acts = usePersonActs()
  const buckets = people.buckets?.(person) ?? []
  const isClosed = (field: keyof Person) => !mayChange(actor, 'people', field, buckets)
  const part = { person, acts, isClosed }
  return (
    <section aria-label={t('details')}>
      <Contact {...part} />
      <Place {...part} />
    </section>
  )
}

function Contact({ person, acts, isClosed }: PersonPartProps) {
  const { t } = useTranslation('people')
  const texts = ['name', 'jobTitle', 'phone'] as const
  return (
    <div className={classes['section']}>
      {texts.map((field) => (
        <TextProperty
          key={field}
          label={t(`field.${field}`)}
          value={person[field]}
          isClosed={isClosed(field)}
          onSave={(value) => acts.set(person, { [field]: value })}
        />
      ))}
      <TextProperty
        label={t('field.emails')}
        value={person.emails.join(', ')}
        isClosed={isClosed('emails')}
        onSave={(value) => acts.set(person, { emails: addressesIn(value) })}
      />
      <PropertyPicker
        label={t('field.language')}
        value={person.language}
        choices={LANGUAGES.map((language) => ({ value: language, label: t(`language.${language}`) }))}
        disabled={isClosed('language')}
        onChange={(value) =>
          acts.set(person, { language: LANGUAGES.find((each) => each === value) ?? person.language })
        }
      />
      <Property label={t('field.vip')}>
        <Switch
          className={classes['plain'] ?? ''}
          aria-label={t('field.vip')}
          checked={person.vip}
          disabled={isClosed('vip')}
          onChange={(event) => acts.set(person, { vip: event.currentTarget.checked })}
        />
      </Property>
    </div>
  )
}

/** The addresses somebody typed, in lower case, whatever stands between them. */
function addressesIn(typed: string): string[] {
  return typed
    .toLowerCase()
    .split(/[\s,;]+/u)
    .filter((address) => address !== '')
}

function Place({ person, acts, isClosed }: PersonPartProps) {
  const { t } = useTranslation('people')
  const directory = useDirectory()
  const managers = personChoices(directory).filter((choice) => choice.value !== person.id)
  return (
    <div className={classes['section']}>
      <PropertyPicker
        label={t('field.siteId')}
        value={person.siteId}
        choices={settingChoices(directory, 'site', t('none'), person.siteId)}
        disabled={isClosed('siteId')}
        onChange={(siteId) => acts.set(person, { siteId })}
      />
      <PropertyPicker
        label={t('field.departmentId')}
        value={person.departmentId}
        choices={settingChoices(directory, 'department', t('none'), person.departmentId)}
        disabled={isClosed('departmentId')}
        onChange={(departmentId) => acts.set(person, { departmentId })}
      />
      <PropertyPicker
        label={t('field.managerId')}
        value={person.managerId}
        choices={[{ value: '', label: t('none') }, ...managers]}
        disabled={isClosed('managerId')}
        onChange={(managerId) => acts.set(person, { managerId })}
      />
      {person.roles.length > 0 && (
        <Property label={t('field.roles')}>
          <span className={classes['plain']}>
            {[...new Set(person.roles.map(({ role }) => t(`role.${role}`)))].join(', ')}
          </span>
        </Property>
      )}
    </div>
  )
}

interface TextPropertyProps {
  readonly label: string
  readonly value: string
  readonly isClosed: boolean
  readonly onSave: (value: string) => void
}

/** A line of text one changes in place: saved on leaving and with Enter, given up with Escape. */
function TextProperty({ label, value, isClosed, onSave }: TextPropertyProps) {
  const [draft, setDraft] = useState<string>()
  const save = () => {
    if (draft !== undefined && draft.trim() !== value) onSave(draft.trim())
    setDraft(undefined)
  }
  return (
    <Property label={label}>
      <TextInput
        variant="unstyled"
        size="sm"
        styles={{ input: { height: 'var(--s-field)', minHeight: 0 } }}
        flex={1}
        className={classes['plain'] ?? ''}
        aria-label={label}
        readOnly={isClosed}
        value={draft ?? value}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save()
          if (event.key === 'Escape') setDraft(undefined)
        }}
      />
    </Property>
  )
}
