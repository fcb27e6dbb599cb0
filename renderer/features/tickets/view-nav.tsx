import {
  IconCircleCheck,
  IconClockPause,
  IconInbox,
  IconUserCheck,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Setting } from '#shared/settings/schema.ts'
import { useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { BUILT_IN_VIEWS, listOf, type BuiltInView, type ListSearch } from './filters.ts'
import { PersonalViewItem } from './personal-view-item.tsx'
import { usePersonalViews, viewOfSearch } from './personal-views.ts'
import { SharedViewItem } from './shared-view-item.tsx'
import { viewsFor } from './shared-views.ts'
import { useViewName } from './use-view-name.ts'
import { ViewLink } from './view-link.tsx'
import classes from './view-nav.module.css'

const ICONS: Readonly<Record<BuiltInView, Icon>> = {
  mine: IconUserCheck,
  unassigned: IconUserQuestion,
  open: IconInbox,
  waiting: IconClockPause,
  resolved: IconCircleCheck,
}

interface ViewNavProps {
  /** The list that is shown, undefined when another place is. */
  readonly current: ListSearch | undefined
  readonly hrefOf: (search: ListSearch) => string
}

/** The views of the desk with what each holds now; shared and own saved views below. */
export function ViewNav({ current, hrefOf }: ViewNavProps) {
  const { t } = useTranslation('console')
  const saved = useSavedViews()
  const { views: own } = usePersonalViews()
  const personal = current && viewOfSearch(own, current)
  const view = personal === undefined ? current?.view : undefined
  const item = (each: string, icon: Icon) => (
    <ViewItem key={each} view={each} icon={icon} isCurrent={each === view} hrefOf={hrefOf} />
  )
  return (
    <>
      <ul className={classes['views']} aria-label={t('views')}>
        {BUILT_IN_VIEWS.map((each) => item(each, ICONS[each]))}
      </ul>
      {saved.length > 0 && (
        <Section title={t('sharedViews')}>
          {saved.map((each) => (
            <SharedViewItem key={each.id} view={each} isCurrent={each.id === view} hrefOf={hrefOf} />
          ))}
        </Section>
      )}
      {own.length > 0 && (
        <Section title={t('myViews')}>
          {own.map((each) => (
            <PersonalViewItem
              key={each.id}
              view={each}
              isCurrent={each === personal}
              href={hrefOf(each.search)}
            />
          ))}
        </Section>
      )}
    </>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h2 className={classes['heading']}>{title}</h2>
      <ul className={classes['views']} aria-label={title}>
        {children}
      </ul>
    </>
  )
}

function useSavedViews(): readonly Setting[] {
  const directory = useDirectory()
  const { person } = useSession()
  return viewsFor(directory.settings('view'), directory.settings('team'), person.id)
}

interface ViewItemProps extends Pick<ViewNavProps, 'hrefOf'> {
  readonly view: string
  readonly icon: Icon
  readonly isCurrent: boolean
}

function ViewItem({ view, icon, isCurrent, hrefOf }: ViewItemProps) {
  const name = useViewName(view)
  const search = listOf(view)
  return (
    <li>
      <ViewLink name={name} icon={icon} search={search} isCurrent={isCurrent} href={hrefOf(search)} />
    </li>
  )
}
