import { Button, CloseButton } from '@mantine/core'
import { IconFileTypeCsv, IconTags, IconUserCheck, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as rules from '#shared/tickets/rules.ts'
import { PRIORITIES, TICKET_STATUSES } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { Picker, type Choice } from '#renderer/ui/picker.tsx'
import { PriorityIcon, StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import type { BulkRule } from './bulk-acts.ts'
import { useSelection } from './selection.ts'
import { TagDialog } from './tag-dialog.tsx'
import { useBulkActs } from './use-bulk-acts.ts'
import classes from './bulk-bar.module.css'

interface BulkBarProps {
  readonly onExport: () => void
}

/** What can be done with the ticked tickets; it appears with the first tick. */
export function BulkBar({ onExport }: BulkBarProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const count = useSelection((state) => state.ids.size)
  const clear = useSelection((state) => state.clear)
  const apply = useBulkActs()
  const [isTagging, setTagging] = useState(false)
  if (count === 0) return null
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('bulk.bar')}>
      <strong role="status">{t('bulk.count', { count })}</strong>
      <AssignPickers apply={apply} />
      <SignPickers apply={apply} />
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTags size={14} aria-hidden />}
        onClick={() => setTagging(true)}
      >
        {t('bulk.tag')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconFileTypeCsv size={14} aria-hidden />}
        onClick={onExport}
      >
        {t('bulk.export')}
      </Button>
      <CloseButton size="sm" aria-label={t('bulk.clear')} onClick={clear} />
      {isTagging && (
        <TagDialog
          onClose={() => setTagging(false)}
          onTag={(tags) =>
            apply((ticket, actor, now) => rules.changeFields(ticket, { tags: { $add: tags } }, actor, now))
          }
        />
      )}
    </div>
  )
}

interface PickersProps {
  readonly apply: (rule: BulkRule) => void
}

function AssignPickers({ apply }: PickersProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const { personId } = useActor()
  const people: readonly Choice[] = [
    { value: personId, label: t('filter.me') },
    { value: 'none', label: t('list.unassigned') },
    ...directory.staff.flatMap(({ id, name }) => (id === personId ? [] : [{ value: id, label: name }])),
  ]
  const teams = directory.settings('team').map((team) => ({ value: team.id, label: directory.nameOf(team) }))
  const assign = (to: { readonly assigneeId?: string; readonly teamId?: string }) =>
    apply((ticket, actor, now) => rules.assignTicket(ticket, to, actor, now))
  return (
    <>
      <Picker
        variant="button"
        label={t('bulk.assign')}
        value=""
        choices={people}
        onChange={(id) => assign({ assigneeId: id === 'none' ? '' : id })}
      >
        <IconUserCheck size={14} aria-hidden /> {t('bulk.assign')}
      </Picker>
      <Picker
        variant="button"
        label={t('filter.team')}
        value=""
        choices={teams}
        onChange={(teamId) => assign({ teamId })}
      >
        <IconUsersGroup size={14} aria-hidden /> {t('filter.team')}
      </Picker>
    </>
  )
}

function SignPickers({ apply }: PickersProps) {
  const { t } = useTranslation('tickets')
  const statuses = TICKET_STATUSES.filter((status) => status !== 'new')
  return (
    <>
      <Picker
        variant="button"
        label={t('filter.status')}
        value=""
        choices={statuses.map((status) => ({
          value: status,
          label: t(`status.${status}`),
          icon: <StatusIcon status={status} />,
        }))}
        onChange={(value) => {
          const status = statuses.find((each) => each === value)
          if (status) apply((ticket, actor, now) => rules.changeStatus(ticket, status, {}, actor, now))
        }}
      >
        {t('filter.status')}
      </Picker>
      <Picker
        variant="button"
        label={t('filter.priority')}
        value=""
        choices={PRIORITIES.toReversed().map((priority) => ({
          value: priority,
          label: t(`priority.${priority}`),
          icon: <PriorityIcon priority={priority} />,
        }))}
        onChange={(value) => {
          const priority = PRIORITIES.find((each) => each === value)
          if (priority) apply((ticket, actor, now) => rules.changePriority(ticket, priority, actor, now))
        }}
      >
        {t('filter.priority')}
      </Picker>
    </>
  )
}
