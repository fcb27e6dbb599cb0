import { useTranslation } from 'react-i18next'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PRIORITIES, TICKET_KINDS, TICKET_STATUSES } from '#shared/tickets/schema.ts'
import type { ListGroup } from './filters.ts'
import type { GroupLine } from './list-order.ts'
import classes from './ticket-list.module.css'

interface GroupHeadProps {
  readonly line: GroupLine
  readonly group: ListGroup
  readonly top: number
  readonly height: number
}

/** What the tickets below have in common, and how many there are. */
export function GroupHead({ line, group, top, height }: GroupHeadProps) {
  const nameOf = useGroupName(group)
  return (
    <div role="row" className={classes['groupHead']} style={{ height, transform: `translateY(${top}px)` }}>
      <span role="rowheader">
        {nameOf(line.value)} <span className={classes['dim']}>{line.count}</span>
      </span>
    </div>
  )
}

function useGroupName(group: ListGroup): (value: string) => string {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  return (value) => {
    if (value === '') return group === 'assigneeId' ? t('list.unassigned') : t('list.ungrouped')
    const status = TICKET_STATUSES.find((each) => each === value)
    const priority = PRIORITIES.find((each) => each === value)
    const kind = TICKET_KINDS.find((each) => each === value)
    if (group === 'status' && status) return t(`status.${status}`)
    if (group === 'priority' && priority) return t(`priority.${priority}`)
    if (group === 'kind' && kind) return t(`kind.${kind}`)
    return group === 'assigneeId' ? directory.personName(value) : directory.settingName(value)
  }
}
