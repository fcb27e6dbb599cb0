import { ActionIcon, Menu } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconFileTypeCsv } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useColumnChoice } from './column-choice.ts'
import { COLUMNS, FIXED_COLUMNS } from './list-columns.ts'

interface ListMenuProps {
  readonly view: string
  readonly onExport: () => void
}

/** Which columns the list shows, and the list as a file. */
export function ListMenu({ view, onExport }: ListMenuProps) {
  const { t } = useTranslation('tickets')
  const { columns, toggle } = useColumnChoice(view)
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={26} aria-label={t('list.menu')}>
          <IconAdjustmentsHorizontal size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('list.columns')}</Menu.Label>
        {COLUMNS.filter((column) => !FIXED_COLUMNS.includes(column)).map((column) => (
          <Menu.CheckboxItem key={column} checked={columns.includes(column)} onChange={() => toggle(column)}>
            {t(`field.${column}`)}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item
          closeMenuOnClick
          leftSection={<IconFileTypeCsv size={15} aria-hidden />}
          onClick={onExport}
        >
          {t('list.export')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
