import { ActionIcon, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconLanguage, IconLogout, IconMenu2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, type Language } from '#shared/people/schema.ts'
import { chooseLanguage } from '../i18n.ts'
import { goTo } from '../route.ts'
import { forgetDrafts } from '../state/kept.ts'
import { usePortal } from '../state/portal.tsx'

const SCHEMES: readonly MantineColorScheme[] = ['light', 'dark', 'auto']

/** Language, appearance and the way out. */
export function PersonMenu({ onSignOut }: { readonly onSignOut: () => void }) {
  const { t } = useTranslation()
  const { api, session } = usePortal()
  const { id, name } = session.person
  const leave = async () => {
    const left = await api.signOut()
    if (!left.ok) return
    forgetDrafts(id)
    onSignOut()
    goTo({ page: 'home' })
  }
  return (
    <Menu withinPortal={false} withInitialFocusPlaceholder={false} position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={44} color="gray" aria-label={t('nav.menu', { name })}>
          <IconMenu2 aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label aria-hidden>{name}</Menu.Label>
        <Menu.Divider />
        <Choices onLanguage={(language) => void api.chooseLanguage(language)} />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void leave()}>
          {t('nav.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The same choices before signing in. */
export function OuterMenu() {
  const { t } = useTranslation()
  return (
    <Menu withinPortal={false} withInitialFocusPlaceholder={false} position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={44} color="gray" aria-label={t('nav.menuShort')}>
          <IconLanguage aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Choices onLanguage={() => undefined} />
      </Menu.Dropdown>
    </Menu>
  )
}

function Choices({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const choose = (language: Language) => {
    chooseLanguage(i18n, language)
    onLanguage(language)
  }
  return (
    <>
      <Menu.Label aria-hidden>{t('nav.language')}</Menu.Label>
      <div role="group" aria-label={t('nav.language')}>
        <Menu.RadioGroup value={i18n.language}>
          {LANGUAGES.map((language) => (
            // A click on the present language counts too: from then on it is the person's choice.
            <Menu.RadioItem key={language} value={language} lang={language} onClick={() => choose(language)}>
              {t(`languageName.${language}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </div>
      <Menu.Divider />
      <Menu.Label aria-hidden>{t('nav.appearance')}</Menu.Label>
      <div role="group" aria-label={t('nav.appearance')}>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find((each) => each === value) ?? 'auto')}
        >
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`nav.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </div>
    </>
  )
}
