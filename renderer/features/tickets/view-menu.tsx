import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './view-nav.module.css'

interface ViewMenuProps {
  readonly name: string
  readonly children: ReactNode
}

/** What can be done with a saved view, behind the three dots beside it. */
export function ViewMenu({ name, children }: ViewMenuProps) {
  const { t } = useTranslation('tickets')
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon
          className={classes['more'] ?? ''}
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t('myView.menu', { name })}
        >
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
