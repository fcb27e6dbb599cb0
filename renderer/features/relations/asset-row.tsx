import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#shared/assets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { AssetIcon } from '#renderer/ui/asset-icon.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import classes from './equipment.module.css'

interface AssetRowProps {
  readonly asset: Asset
  /** Offers to say that the ticket is about it. */
  readonly onAdd?: () => void
  readonly onRemove?: () => void
}

/** An asset on a line: what it is, its tag and serial number, who has it and where. */
export function AssetRow({ asset, onAdd, onRemove }: AssetRowProps) {
  const { t } = useTranslation('equipment')
  const directory = useDirectory()
  const model = [asset.manufacturer, asset.model].filter((word) => word !== '').join(' ')
  return (
    <li className={classes['row']}>
      <AssetIcon kind={asset.kind} />
      <span className={classes['name']}>
        <strong>{asset.name}</strong>
        <span className={classes['dim']}>{model}</span>
      </span>
      <span className={classes['tag']}>{asset.tag}</span>
      <span className={classes['dim']}>{t(`state.${asset.state}`)}</span>
      <span className={classes['dim']}>
        {directory.personName(asset.holderId) || directory.settingName(asset.siteId)}
      </span>
      {onAdd !== undefined && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('link', { name: asset.name })}
          onClick={onAdd}
        >
          {t('linkShort')}
        </Button>
      )}
      {onRemove !== undefined && (
        <IconButton
          label={t('removeOf', { name: asset.name })}
          hint={t('remove')}
          icon={IconX}
          iconSize={15}
          onClick={onRemove}
        />
      )}
    </li>
  )
}
