import { EmptyState } from '@mantine/core'
import { IconCoffee } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './today.module.css'

/** What the day says when nothing is to be done: where its tickets come from. */
export function TodayEmpty() {
  const { t } = useTranslation('today')
  return (
    <EmptyState
      className={classes['empty'] ?? ''}
      icon={<IconCoffee size={32} />}
      title={t('empty.title')}
      description={t('empty.body')}
    />
  )
}
