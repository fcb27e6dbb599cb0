import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { KINDS, type KindSpec } from './setting-kinds.ts'
import classes from './settings.module.css'

interface SettingUseProps {
  readonly setting: Setting
  readonly spec: KindSpec
  readonly onShowTickets: (setting: Setting) => void
}

/** Where a setting is used: by which others, by how many people, and a way to its tickets. */
export function SettingUse({ setting, spec, onShowTickets }: SettingUseProps) {
  const { t } = useTranslation('settings')
  const directory = useDirectory()
  const users = KINDS.flatMap(({ kind }) => directory.settings(kind)).filter(
    (each) => each.id !== setting.id && names(each, setting.id),
  )
  const people = directory.people.filter(({ siteId, departmentId }) =>
    [siteId, departmentId].includes(setting.id),
  ).length
  const isUsed = users.length > 0 || people > 0
  return (
    <section className={classes['use']} aria-label={t('use.title')}>
      <h3>{t('use.title')}</h3>
      {people > 0 && <p>{t('use.people', { count: people })}</p>}
      {users.length > 0 && <p>{t('use.settings', { names: users.map(directory.nameOf).join(', ') })}</p>}
      {!isUsed && spec.filter === undefined && <p>{t('use.nowhere')}</p>}
      {spec.filter !== undefined && (
        <Anchor component="button" type="button" size="sm" onClick={() => onShowTickets(setting)}>
          {t('use.tickets')}
        </Anchor>
      )}
    </section>
  )
}

/** True when a setting names this id, above it or in its data. */
function names({ parentId, data }: Setting, id: Id): boolean {
  return parentId === id || Object.values(data).some((value) => value === id || isIn(value, id))
}

function isIn(value: unknown, id: Id): boolean {
  return Array.isArray(value) && value.includes(id)
}
