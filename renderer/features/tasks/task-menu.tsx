import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/items/schema.ts'
import type { TaskActs } from './use-task-acts.ts'
import classes from './tasks.module.css'

interface TaskMenuProps {
  readonly task: Item
  readonly acts: TaskActs
}

/** What is seldom done to a task: say that it is under way, leave it out, remove it. */
export function TaskMenu({ task, acts }: TaskMenuProps) {
  const { t } = useTranslation(['tasks', 'items'])
  const toggle = (state: 'doing' | 'skipped') => () =>
    acts.setState(task, task.state === state ? 'open' : state)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          className={classes['remove'] ?? ''}
          aria-label={t('more', { title: task.title })}
        >
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxItem checked={task.state === 'doing'} onChange={toggle('doing')}>
          {t('items:taskState.doing')}
        </Menu.CheckboxItem>
        <Menu.CheckboxItem checked={task.state === 'skipped'} onChange={toggle('skipped')}>
          {t('items:taskState.skipped')}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => acts.remove(task)}
        >
          {t('removeThis')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
