import { useTranslation } from 'react-i18next'
import { hasRole } from '#shared/kernel/actor.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { KIND_GROUPS, KINDS } from './setting-kinds.ts'
import classes from './settings.module.css'

/** What stands in the menu beside the kinds. */
const ROLES_PAGE = 'roles'
export const DEVICES_PAGE = 'devices'

interface SettingNavProps {
  /** The kind that is shown, `roles` or `devices`. */
  readonly current: string
  readonly hrefOf: (kind: string) => string
}

/** The parts of the set-up, by what they are about. */
export function SettingNav({ current, hrefOf }: SettingNavProps) {
  const { t } = useTranslation(['settings', 'device'])
  const actor = useActor()
  const item = (page: string, label: string) => (
    <li key={page}>
      <a
        className={classes['navItem']}
        href={hrefOf(page)}
        aria-current={page === current ? 'page' : undefined}
      >
        {label}
      </a>
    </li>
  )
  return (
    <nav className={classes['nav']} aria-label={t('title')}>
      {KIND_GROUPS.map((group) => (
        <div key={group}>
          <h2 className={classes['navHead']}>{t(`group.${group}`)}</h2>
          <ul>
            {KINDS.filter((each) => each.group === group).map(({ kind }) =>
              item(kind, t(`kinds.${kind as 'site'}.title`)),
            )}
            {group === 'organisation' && item(ROLES_PAGE, t('roles.title'))}
            {group === 'organisation' &&
              hasRole(actor, 'administrator') &&
              item(DEVICES_PAGE, t('device:desk.title'))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
