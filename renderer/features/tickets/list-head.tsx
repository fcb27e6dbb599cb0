import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { sortedBy, type ListSearch } from './filters.ts'
import { SORT_OF, type Column } from './list-columns.ts'
import type { ListTicket } from './roster/list-ticket.ts'
import { useSelection } from './selection.ts'
import classes from './ticket-list.module.css'

interface ListHeadProps {
  readonly columns: readonly Column[]
  readonly search: ListSearch
  readonly rows: readonly ListTicket[]
  readonly onSearch: ((search: ListSearch) => void) | undefined
}

/** The names of the columns; they stay while rows scroll, and a click orders by one. */
export function ListHead({ columns, search, rows, onSearch }: ListHeadProps) {
  return (
    <div role="rowgroup" className={classes['head']}>
      <div role="row" aria-rowindex={1} className={classes['columns']}>
        <TickAll rows={rows} />
        {columns.map((column) => (
          <ColumnHead key={column} column={column} search={search} onSearch={onSearch} />
        ))}
      </div>
    </div>
  )
}

interface ColumnHeadProps extends Pick<ListHeadProps, 'search' | 'onSearch'> {
  readonly column: Column
}

function ColumnHead({ column, search, onSearch }: ColumnHeadProps) {
  const { t } = useTranslation('tickets')
  const sort = SORT_OF[column]
  if (sort === undefined || onSearch === undefined)
    return <span role="columnheader">{t(`field.${column}`)}</span>
  const isSorted = search.sort === sort
  const Arrow = search.reverse === true ? IconArrowUp : IconArrowDown
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? (search.reverse === true ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        tabIndex={-1}
        className={classes['sortable']}
        onClick={() => onSearch(sortedBy(search, sort))}
      >
        <span>{t(`field.${column}`)}</span>
        {isSorted && <Arrow size={12} aria-hidden />}
      </button>
    </span>
  )
}

function TickAll({ rows }: Pick<ListHeadProps, 'rows'>) {
  const { t } = useTranslation('tickets')
  const ids = useSelection((state) => state.ids)
  const ticked = ids.size === 0 ? 0 : rows.filter(({ id }) => ids.has(id)).length
  const take = useSelection((state) => state.take)
  const clear = useSelection((state) => state.clear)
  return (
    <span role="columnheader" className={classes['tick']} data-ticked={ids.size > 0 || undefined}>
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={t('bulk.tickAll')}
        checked={ticked > 0 && ticked === rows.length}
        indeterminate={ticked > 0 && ticked < rows.length}
        onChange={() => (ticked === rows.length ? clear() : take(rows.map(({ id }) => id)))}
      />
    </span>
  )
}
