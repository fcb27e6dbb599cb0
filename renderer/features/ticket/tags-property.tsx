import { Pill } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '#shared/tickets/schema.ts'
import { Property } from '#renderer/ui/property.tsx'
import type { TicketActs } from './use-ticket-acts.ts'
import classes from './words.module.css'

interface TagsPropertyProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly isReadOnly: boolean
}

/** Tags as pills with a field to add one; each change is an addition or a removal, so two people never collide. */
export function TagsProperty({ ticket, acts, isReadOnly }: TagsPropertyProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const [typed, setTyped] = useState('')
  const add = () => {
    const tag = typed.trim().toLowerCase()
    if (tag !== '' && !ticket.tags.includes(tag)) acts.set({ tags: { $add: [tag] } })
    setTyped('')
  }
  const press = (event: KeyboardEvent) => {
    const last = ticket.tags.at(-1)
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && typed === '' && last !== undefined)
      acts.set({ tags: { $remove: [last] } })
  }
  return (
    <Property label={t('field.tags')}>
      <div className={classes['words']}>
        {ticket.tags.map((tag) => (
          <Pill
            key={tag}
            size="sm"
            withRemoveButton={!isReadOnly}
            removeButtonProps={{
              'aria-label': t('common:removeValue', { value: tag }),
              'aria-hidden': false,
              tabIndex: 0,
            }}
            onRemove={() => acts.set({ tags: { $remove: [tag] } })}
          >
            {tag}
          </Pill>
        ))}
        {!isReadOnly && (
          <input
            className={classes['input']}
            aria-label={t('page.addTag')}
            placeholder={t('page.addTag')}
            maxLength={60}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={press}
            onBlur={add}
          />
        )}
      </div>
    </Property>
  )
}
