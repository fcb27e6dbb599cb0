import { Button, EmptyState, Title } from '@mantine/core'
import { IconAdjustments, IconLock, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { BY_MANAGERS } from '#shared/settings/check-setting.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { DeskDevices } from '#renderer/features/devices/desk-devices.tsx'
import { RoleList } from '#renderer/features/settings/role-list.tsx'
import { SettingForm } from '#renderer/features/settings/setting-form.tsx'
import { kindSpec, type KindSpec } from '#renderer/features/settings/setting-kinds.ts'
import { SettingList } from '#renderer/features/settings/setting-list.tsx'
import { DEVICES_PAGE, SettingNav } from '#renderer/features/settings/setting-nav.tsx'
import { useSettingActs, type SettingActs } from '#renderer/features/settings/use-setting-acts.ts'
import type { TicketFilter } from '#shared/tickets/filter.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { hasRole } from '#shared/kernel/actor.ts'
import { useDocs } from '#renderer/replica/react.tsx'
import classes from './settings-page.module.css'

/** Stands for the one that is being made. */
const NEW = 'new'

interface SettingsPageProps {
  /** A kind of settings, `roles` or `devices`. */
  readonly kind: string
  /** '' for none, `new` for a new one. */
  readonly settingId: Id
  readonly hrefOf: (kind: string, settingId?: Id) => string
  readonly onOpen: (kind: string, settingId: Id) => void
  readonly onShowTickets: (filter: TicketFilter) => void
}

/** The set-up of the desk: its parts, the entries of one, and the entry that is looked at. */
export function SettingsPage(props: SettingsPageProps) {
  const spec = kindSpec(props.kind)
  return (
    <div className={classes['page']}>
      <SettingNav current={props.kind} hrefOf={(kind) => props.hrefOf(kind)} />
      {props.kind === DEVICES_PAGE ? (
        <DevicesPart />
      ) : spec === undefined ? (
        <RolesPart />
      ) : (
        <KindPart key={spec.kind} {...props} spec={spec} />
      )}
    </div>
  )
}

function RolesPart() {
  const { t } = useTranslation('settings')
  const actor = useActor()
  return (
    <section className={classes['main']} aria-label={t('roles.title')}>
      <header className={classes['head']}>
        <Title order={1} size="h4">
          {t('roles.title')}
        </Title>
      </header>
      <p className={classes['hint']}>{t('roles.hint')}</p>
      {!hasRole(actor, 'administrator') && <ReadOnly text={t('onlyAdministrators')} />}
      <RoleList />
    </section>
  )
}

function DevicesPart() {
  const { t } = useTranslation(['device', 'settings'])
  const isAllowed = hasRole(useActor(), 'administrator')
  return (
    <section className={classes['main']} aria-label={t('desk.title')}>
      <header className={classes['head']}>
        <Title order={1} size="h4">
          {t('desk.title')}
        </Title>
      </header>
      <p className={classes['hint']}>{t('desk.hint')}</p>
      {isAllowed ? <DeskDevices /> : <ReadOnly text={t('settings:onlyAdministrators')} />}
    </section>
  )
}

function ReadOnly({ text }: { readonly text: string }) {
  return (
    <p className={classes['readOnly']}>
      <IconLock size={14} aria-hidden /> {text}
    </p>
  )
}

interface KindPartProps extends SettingsPageProps {
  readonly spec: KindSpec
}

function KindPart({ spec, settingId, hrefOf, onOpen, onShowTickets }: KindPartProps) {
  const { t } = useTranslation('settings')
  const acts = useSettingActs()
  const { docs, loading } = useDocs('settings', { selector: { kind: spec.kind, deletedAt: '' } })
  const settings = docs.filter((setting) => spec.isShown?.(setting) ?? true)
  const setting = settings.find(({ id }) => id === settingId)
  const mayMake = acts.mayCreate(spec.kind) && !isComplete(spec, settings)
  const open = (id: Id) => onOpen(spec.kind, id)
  return (
    <>
      <section className={classes['main']} aria-label={t(`kinds.${spec.kind as 'site'}.title`)}>
        <KindHead spec={spec} acts={acts} onNew={mayMake ? () => open(NEW) : undefined} />
        <div className={classes['list']}>
          {!loading && settings.length === 0 ? (
            <EmptyState
              className={classes['empty'] ?? ''}
              icon={<IconAdjustments size={30} />}
              title={t('emptyTitle')}
              description={t('emptyBody')}
            />
          ) : (
            <SettingList
              spec={spec}
              settings={settings}
              openId={settingId}
              acts={acts}
              hrefOf={(id) => hrefOf(spec.kind, id)}
            />
          )}
        </div>
      </section>
      {(setting !== undefined || (settingId === NEW && mayMake)) && (
        <div className={classes['side']}>
          <SettingForm
            key={settingId}
            spec={spec}
            setting={setting}
            all={settings}
            acts={acts}
            onSaved={open}
            onClose={() => open('')}
            onShowTickets={({ id }) => spec.filter !== undefined && onShowTickets({ [spec.filter]: id })}
          />
        </div>
      )}
    </>
  )
}

/** True when there is no room for another of the kind. */
function isComplete({ single }: KindSpec, settings: readonly Setting[]): boolean {
  return single === 'as-is' || (single === 'one' && settings.some(({ active }) => active))
}

interface KindHeadProps {
  readonly spec: KindSpec
  readonly acts: SettingActs
  /** Absent where none can be made. */
  readonly onNew: (() => void) | undefined
}

function KindHead({ spec, acts, onNew }: KindHeadProps) {
  const { t } = useTranslation('settings')
  const isOfManagers = BY_MANAGERS.includes(spec.kind)
  return (
    <>
      <header className={classes['head']}>
        <Title order={1} size="h4">
          {t(`kinds.${spec.kind as 'site'}.title`)}
        </Title>
        {onNew && (
          <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={onNew}>
            {t(`kinds.${spec.kind as 'site'}.new`)}
          </Button>
        )}
      </header>
      <p className={classes['hint']}>{t(`kinds.${spec.kind as 'site'}.hint`)}</p>
      {!acts.mayCreate(spec.kind) && (
        <ReadOnly text={isOfManagers ? t('onlyManagers') : t('onlyAdministrators')} />
      )}
    </>
  )
}
