import {
  IconCircleCheck,
  IconClockPause,
  IconFilter,
  IconInbox,
  IconUserCheck,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { BUILT_IN_VIEWS, type BuiltInView } from './filters.ts'
import { useViewCount } from './use-ticket-list.ts'
import { useViewName } from './use-view-name.ts'
import classes from './view-nav.module.css'

const ICONS: Readonly<Record<BuiltInView, Icon>> = {
  mine: IconUserCheck,
  unassigned: IconUserQuestion,
  open: IconInbox,
  waiting: IconClockPause,
  resolved: IconCircleCheck,
}

interface ViewNavProps {
  /** The view that is shown, '' when another place is. */
  readonly current: string
  readonly hrefOf: (view: string) => string
}

/** The views of the desk with what each holds now; shared and own saved views below. */
export function ViewNav({ current, hrefOf }: ViewNavProps) {
  const { t } = useTranslation('console')
  const saved = useSavedViews()
  return (
    <>
      <ul className={classes['views']} aria-label={t('views')}>
        {BUILT_IN_VIEWS.map((view) => (
          <ViewItem
            key={view}
            view={view}
            icon={ICONS[view]}
            isCurrent={view === current}
            href={hrefOf(view)}
          />
        ))}
      </ul>
      {saved.length > 0 && (
        <>
          <h2 className={classes['heading']}>{t('sharedViews')}</h2>
          <ul className={classes['views']} aria-label={t('sharedViews')}>
            {saved.map((view) => (
              <ViewItem
                key={view}
                view={view}
                icon={IconFilter}
                isCurrent={view === current}
                href={hrefOf(view)}
              />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function useSavedViews(): readonly string[] {
  const directory = useDirectory()
  const { person } = useSession()
  return directory
    .settings('view')
    .filter(({ data }) => data['shared'] === true || data['ownerId'] === person.id)
    .map(({ id }) => id)
}

interface ViewItemProps {
  readonly view: string
  readonly icon: Icon
  readonly isCurrent: boolean
  readonly href: string
}

function ViewItem({ view, icon: Shape, isCurrent, href }: ViewItemProps) {
  const name = useViewName(view)
  const count = useViewCount(view)
  const { i18n } = useTranslation()
  return (
    <li>
      <a href={href} className={classes['view']} aria-current={isCurrent ? 'page' : undefined}>
        <Shape size={16} aria-hidden />
        <span className={classes['name']}>{name}</span>
        {count > 0 && <span className={classes['count']}>{count.toLocaleString(i18n.language)}</span>}
      </a>
    </li>
  )
}
