import { EmptyState } from '@mantine/core'
import { IconDeviceLaptop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useDocs } from '#renderer/replica/react.tsx'
import classes from './person-parts.module.css'

const MOST = 200

/** The equipment somebody holds. */
export function PersonAssets({ personId }: { readonly personId: Id }) {
  const { t } = useTranslation('people')
  const { docs, loading } = useDocs('assets', {
    selector: { holderId: personId, deletedAt: '' },
    limit: MOST,
  })
  if (loading) return null
  if (docs.length === 0) {
    return (
      <EmptyState
        className={classes['empty'] ?? ''}
        icon={<IconDeviceLaptop size={30} />}
        title={t('assets.emptyTitle')}
        description={t('assets.emptyBody')}
      />
    )
  }
  return (
    <ul className={classes['list']} aria-label={t('assets.title')}>
      {docs.map((asset) => (
        <li key={asset.id}>
          <strong>{asset.name}</strong>
          <span>{asset.tag}</span>
          <span>{[asset.manufacturer, asset.model].filter(Boolean).join(' ')}</span>
          <span>{asset.serial}</span>
        </li>
      ))}
    </ul>
  )
}
