import { Pill } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { personChoices } from '#renderer/ui/person-choices.tsx'
import { Picker } from '#renderer/ui/picker.tsx'
import { Property } from '#renderer/ui/property.tsx'
import type { TicketActs } from './use-ticket-acts.ts'
import classes from './words.module.css'

interface WatchersPropertyProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly isReadOnly: boolean
}

/** Who else follows the ticket, with a list to add somebody. */
export function WatchersProperty({ ticket, acts, isReadOnly }: WatchersPropertyProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const directory = useDirectory()
  const name = (id: string) => directory.personName(id) || t('common:unknownPerson')
  return (
    <Property label={t('field.watcherIds')}>
      <div>
        {ticket.watcherIds.length > 0 && (
          <div className={classes['words']}>
            {ticket.watcherIds.map((id) => (
              <Pill
                key={id}
                size="sm"
                withRemoveButton={!isReadOnly}
                removeButtonProps={{
                  'aria-hidden': false,
                  'aria-label': t('common:removeValue', { value: name(id) }),
                  tabIndex: 0,
                }}
                onRemove={() => acts.set({ watcherIds: { $remove: [id] } })}
              >
                {name(id)}
              </Pill>
            ))}
          </div>
        )}
        {!isReadOnly && (
          <Picker
            label={t('page.addWatcher')}
            value=""
            choices={personChoices(directory).filter((choice) => !ticket.watcherIds.includes(choice.value))}
            searchable
            onChange={(id) => acts.set({ watcherIds: { $add: [id] } })}
          >
            <span className={classes['add']}>{t('page.addWatcher')}</span>
          </Picker>
        )}
      </div>
    </Property>
  )
}
