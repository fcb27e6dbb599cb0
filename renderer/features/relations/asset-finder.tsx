import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#shared/assets/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { plain } from '#shared/kernel/plain-text.ts'
import { wordsIn } from '#shared/tickets/filter.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDocs } from '#renderer/replica/react.tsx'
import { AssetRow } from './asset-row.tsx'
import classes from './equipment.module.css'

const MOST_SHOWN = 12
const ALL = { selector: { deletedAt: '' } }

interface AssetFinderProps {
  readonly without: readonly Id[]
  readonly onClose: () => void
  readonly onChoose: (id: Id) => void
}

/** Finds an asset by tag, serial number, name, model or holder. */
export function AssetFinder({ without, onClose, onChoose }: AssetFinderProps) {
  const { t } = useTranslation(['equipment', 'common'])
  const directory = useDirectory()
  const [typed, setTyped] = useState('')
  const { docs, loading } = useDocs('assets', ALL)
  const found = useMemo(() => {
    const words = wordsIn(typed)
    const textOf = (asset: Asset) =>
      plain(
        `${asset.tag} ${asset.serial} ${asset.name} ${asset.manufacturer} ${asset.model} ${directory.personName(asset.holderId)}`,
      )
    const fits = (asset: Asset) => words.every((word) => textOf(asset).includes(word))
    return docs.filter((asset) => !without.includes(asset.id) && fits(asset)).slice(0, MOST_SHOWN)
  }, [docs, typed, without, directory])
  return (
    <Modal
      opened
      onClose={onClose}
      size={680}
      title={t('add')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <TextInput
        data-autofocus
        aria-label={t('find')}
        placeholder={t('findHint')}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={classes['found']} aria-label={t('find')}>
        {found.map((asset) => (
          <AssetRow
            key={asset.id}
            asset={asset}
            onAdd={() => {
              onChoose(asset.id)
              onClose()
            }}
          />
        ))}
        {!loading && found.length === 0 && <li className={classes['away']}>{t('nothing')}</li>}
      </ul>
    </Modal>
  )
}
