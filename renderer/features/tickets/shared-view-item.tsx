import { Menu } from '@mantine/core'
import { IconArchive, IconFilter, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Setting } from '#shared/settings/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import type { ListSearch } from './filters.ts'
import { sharedList } from './shared-views.ts'
import { useSharedViewActs } from './use-shared-view-acts.ts'
import { ViewLink } from './view-link.tsx'
import { ViewMenu } from './view-menu.tsx'
import { ViewNameDialog } from './view-name-dialog.tsx'
import classes from './view-nav.module.css'

interface SharedViewItemProps {
  readonly view: Setting
  readonly isCurrent: boolean
  readonly hrefOf: (search: ListSearch) => string
}

/** A view that others find too, with the ways to rename and to retire it, or why one may not. */
export function SharedViewItem({ view, isCurrent, hrefOf }: SharedViewItemProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const { mayChange, rename, retire } = useSharedViewActs()
  const [isRenaming, setRenaming] = useState(false)
  const name = directory.nameOf(view)
  const search = sharedList(view.id, view)
  const isAllowed = mayChange(view)
  const owner = directory.personName(String(view.data['ownerId']))
  return (
    <li className={classes['own']}>
      <ViewLink name={name} icon={IconFilter} search={search} isCurrent={isCurrent} href={hrefOf(search)} />
      <ViewMenu name={name}>
        {!isAllowed && (
          <Menu.Label className={classes['why'] ?? ''}>
            {owner === '' ? t('sharedView.notYours') : t('sharedView.notYoursBut', { name: owner })}
          </Menu.Label>
        )}
        <Menu.Item
          disabled={!isAllowed}
          leftSection={<IconPencil size={14} />}
          onClick={() => setRenaming(true)}
        >
          {t('myView.rename')}
        </Menu.Item>
        <Menu.Item disabled={!isAllowed} leftSection={<IconArchive size={14} />} onClick={() => retire(view)}>
          {t('sharedView.retire')}
        </Menu.Item>
      </ViewMenu>
      {isRenaming && (
        <ViewNameDialog
          title={t('myView.renameTitle')}
          name={name}
          onClose={() => setRenaming(false)}
          onSave={(wanted) => rename(view, wanted)}
        />
      )}
    </li>
  )
}
