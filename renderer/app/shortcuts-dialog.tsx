import { Kbd, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './shell.module.css'

const isMac = navigator.platform.startsWith('Mac')
const MOD = isMac ? '⌘' : 'Ctrl'

const GROUPS = [
  {
    name: 'everywhere',
    keys: [
      ['palette', `${MOD} K`],
      ['search', '/'],
      ['create', 'C'],
      ['overview', '?'],
    ],
  },
  {
    name: 'inLists',
    keys: [
      ['next', 'J'],
      ['previous', 'K'],
      ['open', 'Enter'],
      ['tick', 'X'],
      ['tickAll', `${MOD} A`],
      ['back', 'Esc'],
    ],
  },
  {
    name: 'onTicket',
    keys: [
      ['reply', 'R'],
      ['note', 'N'],
      ['assign', 'A'],
      ['status', 'S'],
      ['priority', 'P'],
      ['timer', 'T'],
      ['print', `${MOD} P`],
      ['send', `${MOD} Enter`],
      ['canned', '/'],
      ['bold', `${MOD} B`],
      ['italic', `${MOD} I`],
      ['link', `${MOD} K`],
      ['mention', '@'],
    ],
  },
] as const

/** Every key of the console at a glance. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['console', 'common'])
  return (
    <Modal
      opened
      size={680}
      title={t('shortcuts.title')}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div className={classes['keys']}>
        {GROUPS.map((group) => (
          <section key={group.name}>
            <h3>{t(`shortcuts.${group.name}`)}</h3>
            {group.keys.map(([name, keys]) => (
              <div key={name} className={classes['key']}>
                <span>{t(`shortcuts.${name}`)}</span>
                <span>
                  {keys.split(' ').map((key) => (
                    <Kbd key={key} ml={3}>
                      {key}
                    </Kbd>
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Modal>
  )
}
