import { Menu } from '@mantine/core'
import { IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePersonalViews, type PersonalView } from './personal-views.ts'
import { ViewLink } from './view-link.tsx'
import { ViewMenu } from './view-menu.tsx'
import { ViewNameDialog } from './view-name-dialog.tsx'
import classes from './view-nav.module.css'

interface PersonalViewItemProps {
  readonly view: PersonalView
  readonly isCurrent: boolean
  readonly href: string
}

/** One of one's own views, with the ways to rename and to remove it. */
export function PersonalViewItem({ view, isCurrent, href }: PersonalViewItemProps) {
  const { t } = useTranslation('tickets')
  const { rename, remove } = usePersonalViews()
  const [isRenaming, setRenaming] = useState(false)
  return (
    <li className={classes['own']}>
      <ViewLink name={view.name} icon={IconBookmark} search={view.search} isCurrent={isCurrent} href={href} />
      <ViewMenu name={view.name}>
        <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setRenaming(true)}>
          {t('myView.rename')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => remove(view)}>
          {t('myView.remove')}
        </Menu.Item>
      </ViewMenu>
      {isRenaming && (
        <ViewNameDialog
          title={t('myView.renameTitle')}
          name={view.name}
          onClose={() => setRenaming(false)}
          onSave={(name) => rename(view, name)}
        />
      )}
    </li>
  )
}
