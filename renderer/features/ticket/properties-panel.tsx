import { Anchor } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { LEVELS, PRIORITIES, TICKET_KINDS, type Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { assigneeChoices, personChoices } from '#renderer/ui/person-choices.tsx'
import { KindIcon } from '#renderer/ui/ticket-signs.tsx'
import { settingChoices } from '#renderer/ui/setting-choices.ts'
import { useScaleChoices } from './choices.tsx'
import { Property, PropertyPicker } from '#renderer/ui/property.tsx'
import { TagsProperty } from './tags-property.tsx'
import type { TicketActs } from './use-ticket-acts.ts'
import { WatchersProperty } from './watchers-property.tsx'
import classes from '#renderer/ui/property.module.css'
import { IconButton } from '#renderer/ui/icon-button.tsx'

interface PropertiesPanelProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly isReadOnly: boolean
  readonly onOpenPerson: (id: Id) => void
}

/** What a ticket is, whose it is and where, each changeable in place. */
export function PropertiesPanel(props: PropertiesPanelProps) {
  const { t } = useTranslation('tickets')
  return (
    <section aria-label={t('page.properties')}>
      <WorkSection {...props} />
      <PeopleSection {...props} />
      <PlaceSection {...props} />
    </section>
  )
}

function WorkSection({ ticket, acts, isReadOnly }: PropertiesPanelProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const kinds = TICKET_KINDS.map((kind) => ({
    value: kind,
    label: t(`kind.${kind}`),
    icon: <KindIcon kind={kind} />,
  }))
  return (
    <div className={classes['section']}>
      <SeverityProperties ticket={ticket} acts={acts} isReadOnly={isReadOnly} />
      <PropertyPicker
        label={t('field.categoryId')}
        value={ticket.categoryId}
        choices={settingChoices(directory, 'category', t('page.noValue'), ticket.categoryId)}
        disabled={isReadOnly}
        onChange={(categoryId) => acts.set({ categoryId })}
      />
      <PropertyPicker
        label={t('field.kind')}
        value={ticket.kind}
        choices={kinds}
        disabled={isReadOnly}
        onChange={(value) => acts.set({ kind: TICKET_KINDS.find((each) => each === value) ?? ticket.kind })}
      />
      <TagsProperty ticket={ticket} acts={acts} isReadOnly={isReadOnly} />
    </div>
  )
}

function SeverityProperties({ ticket, acts, isReadOnly }: Omit<PropertiesPanelProps, 'onOpenPerson'>) {
  const { t } = useTranslation('tickets')
  const { priorities, ...levels } = useScaleChoices()
  return (
    <>
      <PropertyPicker
        label={t('field.priority')}
        value={ticket.priority}
        choices={priorities}
        disabled={isReadOnly}
        control="priority"
        onChange={(value) => acts.setPriority(PRIORITIES.find((each) => each === value) ?? ticket.priority)}
      />
      {ticket.prioritySource === 'person' && (
        <Property label="">
          <span data-hint={t('page.overridden')} className={`${classes['plain']} ${classes['note']}`}>
            {t('page.byHand')}
          </span>
          <IconButton
            label={t('page.useMatrix')}
            icon={IconRefresh}
            size="sm"
            iconSize={14}
            disabled={isReadOnly}
            onClick={acts.followMatrix}
          />
        </Property>
      )}
      {(['impact', 'urgency'] as const).map((field) => (
        <PropertyPicker
          key={field}
          label={t(`field.${field}`)}
          value={ticket[field]}
          choices={levels[field]}
          disabled={isReadOnly}
          onChange={(value) =>
            acts.setSeverity({ [field]: LEVELS.find((each) => each === value) ?? ticket[field] })
          }
        />
      ))}
    </>
  )
}

function PeopleSection({ ticket, acts, isReadOnly, onOpenPerson }: PropertiesPanelProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const directory = useDirectory()
  const actor = useActor()
  const assignee = directory.personName(ticket.assigneeId)
  return (
    <div className={classes['section']}>
      <PropertyPicker
        label={t('field.assigneeId')}
        value={ticket.assigneeId}
        choices={assigneeChoices(directory, actor.personId, {
          nobody: t('page.unassigned'),
          me: t('common:you'),
        })}
        disabled={isReadOnly}
        control="assignee"
        onChange={(assigneeId) => acts.assign({ assigneeId })}
      >
        {assignee === '' ? undefined : <PersonLabel name={assignee} />}
      </PropertyPicker>
      {ticket.assigneeId === '' && !isReadOnly && (
        <Property label="">
          <Anchor
            component="button"
            size="sm"
            className={classes['plain'] ?? ''}
            onClick={() => acts.assign({ assigneeId: actor.personId })}
          >
            {t('page.assignToMe')}
          </Anchor>
        </Property>
      )}
      <PropertyPicker
        label={t('field.teamId')}
        value={ticket.teamId}
        choices={settingChoices(directory, 'team', t('page.noTeam'), ticket.teamId)}
        disabled={isReadOnly}
        onChange={(teamId) => acts.assign({ teamId })}
      />
      <RequesterProperty ticket={ticket} acts={acts} isReadOnly={isReadOnly} onOpenPerson={onOpenPerson} />
      <WatchersProperty ticket={ticket} acts={acts} isReadOnly={isReadOnly} />
    </div>
  )
}

function RequesterProperty({ ticket, acts, isReadOnly, onOpenPerson }: PropertiesPanelProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  return (
    <>
      <PropertyPicker
        label={t('field.requesterId')}
        value={ticket.requesterId}
        choices={personChoices(directory)}
        disabled={isReadOnly}
        onChange={(requesterId) => acts.set({ requesterId })}
      >
        <RequesterLabel ticket={ticket} />
      </PropertyPicker>
      {directory.person(ticket.requesterId) !== undefined && (
        <Property label="">
          <Anchor
            component="button"
            size="sm"
            className={classes['plain'] ?? ''}
            onClick={() => onOpenPerson(ticket.requesterId)}
          >
            {t('page.openRequester')}
          </Anchor>
        </Property>
      )}
    </>
  )
}

function PersonLabel({ name }: { readonly name: string }) {
  return (
    <>
      <PersonAvatar name={name} size={18} />
      <span>{name}</span>
    </>
  )
}

function RequesterLabel({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation(['tickets', 'common'])
  const directory = useDirectory()
  const person = directory.person(ticket.requesterId)
  if (ticket.requesterId === '') return <span className={classes['note']}>{t('page.noValue')}</span>
  return (
    <>
      <PersonLabel name={person?.name ?? t('common:unknownPerson')} />
      {person?.vip === true && <strong className={classes['note']}>{t('page.vip')}</strong>}
    </>
  )
}

function PlaceSection({ ticket, acts, isReadOnly }: PropertiesPanelProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const isOfSite = (id: string) =>
    id === '' || ticket.siteId === '' || directory.setting(id)?.parentId === ticket.siteId
  const locations = settingChoices(directory, 'location', t('page.noValue'), ticket.locationId)
  return (
    <div className={classes['section']}>
      <PropertyPicker
        label={t('field.siteId')}
        value={ticket.siteId}
        choices={settingChoices(directory, 'site', t('page.noValue'), ticket.siteId)}
        disabled={isReadOnly}
        onChange={(siteId) => acts.set({ siteId })}
      />
      {locations.length > 1 && (
        <PropertyPicker
          label={t('field.locationId')}
          value={ticket.locationId}
          choices={locations.filter((choice) => isOfSite(choice.value))}
          disabled={isReadOnly}
          onChange={(locationId) => acts.set({ locationId })}
        />
      )}
      <PropertyPicker
        label={t('field.departmentId')}
        value={ticket.departmentId}
        choices={settingChoices(directory, 'department', t('page.noValue'), ticket.departmentId)}
        disabled={isReadOnly}
        onChange={(departmentId) => acts.set({ departmentId })}
      />
    </div>
  )
}
