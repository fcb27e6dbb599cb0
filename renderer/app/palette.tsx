import { Kbd } from '@mantine/core'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useSearch } from '../replica/search/search-context.tsx'
import { useOfferedCommands, type Command } from '../ui/commands.ts'
import { plain } from '#shared/kernel/plain-text.ts'

const [store, spotlight] = createSpotlight()
const MOST_TICKETS = 8

interface PaletteProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onOpenTicket: (id: Id) => void
}

/** Every command and every ticket behind one field. */
export function Palette({ isOpen, onClose, onOpenTicket }: PaletteProps) {
  const { t } = useTranslation('console')
  const [query, setQuery] = useState('')
  const groups = useMatchingCommands(query)
  const { hits } = useSearch(isOpen ? query : '')
  const tickets = hits.slice(0, MOST_TICKETS)
  useEffect(() => (isOpen ? spotlight.open() : spotlight.close()), [isOpen])
  const isEmpty = groups.length === 0 && tickets.length === 0
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight="60vh"
      onSpotlightClose={onClose}
      clearQueryOnClose
      overlayProps={{ backgroundOpacity: 0.28, blur: 0 }}
      transitionProps={{ duration: 90 }}
    >
      <Spotlight.Search
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        leftSection={<IconSearch size={17} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(([group, commands]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {commands.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.label}
                onClick={command.run}
                rightSection={command.keys && <Kbd size="xs">{command.keys}</Kbd>}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {tickets.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.groupTickets')}>
            {tickets.map((hit) => (
              <Spotlight.Action
                key={hit.id}
                label={`${ticketName(hit)}  ${hit.title}`}
                onClick={() => onOpenTicket(hit.id)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {isEmpty && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function useMatchingCommands(query: string): readonly (readonly [string, readonly Command[]])[] {
  const commands = useOfferedCommands()
  return useMemo(() => {
    const words = plain(query)
      .split(' ')
      .filter((word) => word !== '')
    const fitting = commands.filter(({ label, group }) =>
      words.every((word) => plain(`${group} ${label}`).includes(word)),
    )
    return [...Map.groupBy(fitting, ({ group }) => group)]
  }, [commands, query])
}
