import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import {
  IconCloudOff,
  IconDevices,
  IconFileUpload,
  IconKeyboard,
  IconLogout,
  IconSelector,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasRole } from '#shared/kernel/actor.ts'
import { useNotificationsSwitch } from '../features/notifications/notifications-switch.ts'
import { usePlatform } from '../platform/platform-context.tsx'
import { useActor, useSession } from '../platform/session-context.tsx'
import { PersonAvatar } from '../ui/person-avatar.tsx'
import { usePreferences, type ConsoleLanguage, type Density } from '../ui/preferences.ts'
import { useViewState } from './view-state.ts'
import classes from './shell.module.css'

/** Names of the colour schemes as the words call them. */
export const SCHEMES = { light: 'light', dark: 'dark', auto: 'system' } as const

/** Who is signed in; language, theme, density and the way out. */
export function UserMenu() {
  const { t } = useTranslation(['console', 'offline'])
  const { person } = useSession()
  const isOpen = useViewState((state) => state.isUserMenuOpen)
  const setOpen = useViewState((state) => state.setUserMenu)
  const show = useViewState((state) => state.show)
  return (
    <Menu opened={isOpen} onChange={setOpen} position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={classes['user']} aria-label={t('menu.label', { name: person.name })}>
          <PersonAvatar name={person.name} size={24} />
          <span>{person.name}</span>
          <IconSelector size={15} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <PreferenceItems />
        <Menu.Divider />
        <NotificationsItem />
        <Menu.Item leftSection={<IconKeyboard size={15} />} onClick={() => show('shortcuts')}>
          {t('menu.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCloudOff size={15} />} onClick={() => show('offline')}>
          {t('offline:menu')}
        </Menu.Item>
        <DeviceItems />
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => show('sign-out')}>
          {t('menu.signOut')}
        </Menu.Item>
        <Version />
      </Menu.Dropdown>
    </Menu>
  )
}

function PreferenceItems() {
  const { t, i18n } = useTranslation('console')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const density = usePreferences((state) => state.density)
  const setDensity = usePreferences((state) => state.setDensity)
  const setLanguage = usePreferences((state) => state.setLanguage)
  return (
    <>
      <Menu.Label>{t('menu.language')}</Menu.Label>
      <Menu.RadioGroup value={i18n.language} onChange={(value) => setLanguage(value as ConsoleLanguage)}>
        <Menu.RadioItem value="en">{t('languages.en')}</Menu.RadioItem>
        <Menu.RadioItem value="fr">{t('languages.fr')}</Menu.RadioItem>
      </Menu.RadioGroup>
      <Menu.Label>{t('menu.theme')}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
        <Menu.RadioItem value="light">{t('menu.light')}</Menu.RadioItem>
        <Menu.RadioItem value="dark">{t('menu.dark')}</Menu.RadioItem>
        <Menu.RadioItem value="auto">{t('menu.system')}</Menu.RadioItem>
      </Menu.RadioGroup>
      <Menu.Label>{t('menu.density')}</Menu.Label>
      <Menu.RadioGroup value={density} onChange={(value) => setDensity(value as Density)}>
        <Menu.RadioItem value="comfortable">{t('menu.comfortable')}</Menu.RadioItem>
        <Menu.RadioItem value="compact">{t('menu.compact')}</Menu.RadioItem>
      </Menu.RadioGroup>
    </>
  )
}

function DeviceItems() {
  const { t } = useTranslation('device')
  const show = useViewState((state) => state.show)
  const mayImport = hasRole(useActor(), 'administrator')
  return (
    <>
      <Menu.Item leftSection={<IconDevices size={15} />} onClick={() => show('devices')}>
        {t('list.menu')}
      </Menu.Item>
      {mayImport && (
        <Menu.Item leftSection={<IconFileUpload size={15} />} onClick={() => show('import')}>
          {t('import.menu')}
        </Menu.Item>
      )}
    </>
  )
}

function NotificationsItem() {
  const { t } = useTranslation('console')
  const { isOn, turn } = useNotificationsSwitch()
  return (
    <Menu.CheckboxItem checked={isOn} onChange={(checked) => void turn(checked)}>
      {t('menu.notifications')}
    </Menu.CheckboxItem>
  )
}

function Version() {
  const { t } = useTranslation('console')
  const platform = usePlatform()
  const [version, setVersion] = useState('')
  useEffect(() => {
    void platform.info().then((info) => setVersion(info.version))
  }, [platform])
  return <div className={classes['version']}>{t('menu.version', { version })}</div>
}
