import type { Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ListSearch } from './filters.ts'
import { useListCount } from './use-ticket-list.ts'
import classes from './view-nav.module.css'

interface ViewLinkProps {
  readonly name: string
  readonly icon: Icon
  readonly search: ListSearch
  readonly isCurrent: boolean
  readonly href: string
}

/** Leads to a list and says how many tickets it holds now. */
export function ViewLink({ name, icon: Shape, search, isCurrent, href }: ViewLinkProps) {
  const count = useListCount(search)
  const { i18n } = useTranslation()
  return (
    <a href={href} className={classes['view']} aria-current={isCurrent ? 'page' : undefined}>
      <Shape size={16} aria-hidden />
      <span className={classes['name']}>{name}</span>
      {count > 0 && <span className={classes['count']}>{count.toLocaleString(i18n.language)}</span>}
    </a>
  )
}
