import { Button, CloseButton, TextInput } from '@mantine/core'
import { IconArrowsSort, IconLayoutRows, IconListSearch } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketFilter } from '#shared/tickets/filter.ts'
import { readTicketQuery } from '#shared/tickets/query.ts'
import { PRIORITIES, TICKET_STATUSES } from '#shared/tickets/schema.ts'
import { useDirectory, type Directory } from '#renderer/replica/directory.tsx'
import { MultiPicker } from '#renderer/ui/multi-picker.tsx'
import { Picker, type Choice } from '#renderer/ui/picker.tsx'
import { useSettling } from '#renderer/ui/use-settling.ts'
import { PriorityIcon, StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import {
  groupedBy,
  GROUPS,
  isNarrowed,
  sortedBy,
  SORTS,
  withPart,
  type ListGroup,
  type ListSearch,
} from './filters.ts'
import { useOrderName, useSortWords } from './order-words.ts'
import classes from './filter-bar.module.css'

/** Longer than a key that is held takes to repeat, so that such a key asks once. */
const TYPING_PAUSE_MS = 40

interface FilterBarProps {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
  /** What stands at the end of the bar. */
  readonly children: ReactNode
}

/** Narrows the view and orders it; every part is a button that says what it holds. */
export function FilterBar({ search, onChange, children }: FilterBarProps) {
  const { t } = useTranslation('tickets')
  const { filter } = search
  const directory = useDirectory()
  const narrow = <K extends keyof TicketFilter>(part: K, value: NonNullable<TicketFilter[K]>) =>
    onChange({ ...search, filter: withPart(filter, part, value) })
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('filter.bar')}>
      <SignFilters
        filter={filter}
        onChange={({ status, priority }) =>
          status ? narrow('status', status) : narrow('priority', priority ?? [])
        }
      />
      <OnePart
        part="assignee"
        filter={filter}
        choices={assignees(directory, t('filter.me'), t('list.unassigned'))}
        onChange={narrow}
      />
      <OnePart part="team" filter={filter} choices={settingChoices(directory, 'team')} onChange={narrow} />
      <OnePart part="site" filter={filter} choices={settingChoices(directory, 'site')} onChange={narrow} />
      <OnePart
        part="category"
        filter={filter}
        choices={settingChoices(directory, 'category')}
        onChange={narrow}
      />
      <WordsFilter
        key={search.view}
        value={filter.words ?? ''}
        onChange={(value) => narrow('words', value)}
      />
      {isNarrowed(filter) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange({ ...search, filter: {} })}>
          {t('filter.clear')}
        </Button>
      )}
      <span className={classes['sort']}>
        <GroupPicker search={search} onChange={onChange} />
        <SortPicker search={search} onChange={onChange} />
        {children}
      </span>
    </div>
  )
}

interface SignFiltersProps {
  readonly filter: TicketFilter
  readonly onChange: (part: Pick<TicketFilter, 'status' | 'priority'>) => void
}

function SignFilters({ filter, onChange }: SignFiltersProps) {
  const { t } = useTranslation('tickets')
  return (
    <>
      <MultiPicker
        label={t('filter.status')}
        values={filter.status ?? []}
        choices={TICKET_STATUSES.map((status) => ({
          value: status,
          label: t(`status.${status}`),
          icon: <StatusIcon status={status} />,
        }))}
        onChange={(values) =>
          onChange({ status: TICKET_STATUSES.filter((status) => values.includes(status)) })
        }
      />
      <MultiPicker
        label={t('filter.priority')}
        values={filter.priority ?? []}
        choices={PRIORITIES.map((priority) => ({
          value: priority,
          label: t(`priority.${priority}`),
          icon: <PriorityIcon priority={priority} />,
        }))}
        onChange={(values) =>
          onChange({ priority: PRIORITIES.filter((priority) => values.includes(priority)) })
        }
      />
    </>
  )
}

interface OnePartProps {
  readonly part: 'assignee' | 'team' | 'site' | 'category'
  readonly filter: TicketFilter
  readonly choices: readonly Choice[]
  readonly onChange: (part: 'assignee' | 'team' | 'site' | 'category', value: string) => void
}

function OnePart({ part, filter, choices, onChange }: OnePartProps) {
  const { t } = useTranslation('tickets')
  const value = filter[part] ?? ''
  const chosen = choices.find((choice) => choice.value === value)
  if (choices.length === 0) return null
  return (
    <Picker
      variant="button"
      label={t(`filter.${part}`)}
      value={value}
      choices={[{ value: '', label: t('filter.any') }, ...choices]}
      onChange={(next) => onChange(part, next)}
    >
      <span className={classes['part']} data-active={value !== '' || undefined}>
        {chosen?.label ?? t(`filter.${part}`)}
      </span>
    </Picker>
  )
}

function assignees(directory: Directory, me: string, nobody: string): readonly Choice[] {
  return [
    { value: 'me', label: me },
    { value: 'none', label: nobody },
    ...directory.staff.map((person) => ({ value: person.id, label: person.name })),
  ]
}

function settingChoices(directory: Directory, kind: 'team' | 'site' | 'category'): readonly Choice[] {
  return directory.settings(kind).map((setting) => ({ value: setting.id, label: directory.nameOf(setting) }))
}

interface WordsFilterProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Words of a title, a number or a requester, and filters by their words; what is typed stays as it is typed. */
function WordsFilter({ value, onChange }: WordsFilterProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  const settle = useSettling(onChange, TYPING_PAUSE_MS)
  if (known !== value) {
    setKnown(value)
    setTyped(value)
  }
  const [unknown] = useMemo(() => readTicketQuery(value, directory).unknown, [value, directory])
  const change = (text: string) => {
    setTyped(text)
    settle(text)
  }
  return (
    <TextInput
      size="xs"
      className={classes['words'] ?? ''}
      aria-label={t('filter.words')}
      placeholder={t('filter.wordsHint')}
      error={unknown !== undefined && t('filter.unknown', { part: unknown })}
      maxLength={400}
      leftSection={<IconListSearch size={14} aria-hidden />}
      rightSection={
        typed !== '' && <CloseButton size="xs" aria-label={t('filter.clear')} onClick={() => change('')} />
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

interface OrderPickersProps {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}

function SortPicker({ search, onChange }: OrderPickersProps) {
  const { t } = useTranslation('tickets')
  const words = useSortWords()
  const order = useOrderName(search)
  return (
    <Picker
      variant="button"
      label={t('list.sort')}
      value={search.sort}
      choices={SORTS.map((each) => ({ value: each, label: words[each] }))}
      searchable={false}
      onChange={(next) => onChange(sortedBy(search, SORTS.find((each) => each === next) ?? 'updated'))}
    >
      <IconArrowsSort size={14} aria-hidden />
      <span className={classes['part']}>{order}</span>
    </Picker>
  )
}

function GroupPicker({ search, onChange }: OrderPickersProps) {
  const { t } = useTranslation('tickets')
  const group = search.group ?? 'none'
  const words = (each: ListGroup) =>
    each === 'none' ? t('list.groupNone') : t('list.groupBy', { field: t(`field.${each}`).toLowerCase() })
  return (
    <Picker
      variant="button"
      label={t('list.group')}
      value={group}
      choices={GROUPS.map((each) => ({ value: each, label: words(each) }))}
      searchable={false}
      onChange={(next) => onChange(groupedBy(search, GROUPS.find((each) => each === next) ?? 'none'))}
    >
      <IconLayoutRows size={14} aria-hidden />
      {group !== 'none' && <span className={classes['part']}>{words(group)}</span>}
    </Picker>
  )
}
