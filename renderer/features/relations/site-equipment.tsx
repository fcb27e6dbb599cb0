import { ActionIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LinkChoice } from '#shared/links/ends.ts'
import { relationsOf, type Relation } from '#shared/links/rules.ts'
import type { Link } from '#shared/links/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDoc, useReplica } from '#renderer/replica/react.tsx'
import { AssetIcon } from '#renderer/ui/asset-icon.tsx'
import { LabelDialog } from '#renderer/ui/label-dialog.tsx'
import { findByLabel } from './find-by-label.ts'
import { useRelationActs } from './use-relation-acts.ts'
import touch from '#renderer/ui/touch.module.css'

const CONCERNS: LinkChoice = { kind: 'concerns', isForward: true }

interface SiteEquipmentProps {
  readonly ticket: Ticket
  readonly links: readonly Link[]
  readonly isReadOnly: boolean
  readonly isScanning: boolean
  readonly onScanned: () => void
}

/** The equipment a ticket is about, for hands in gloves; a label read on the spot adds to it. */
export function SiteEquipment({ ticket, links, isReadOnly, isScanning, onScanned }: SiteEquipmentProps) {
  const { t } = useTranslation('equipment')
  const acts = useRelationActs(ticket, links)
  const relations = relationsOf(links, ticket.id).filter(({ collection }) => collection === 'assets')
  const link = useLinkByLabel(relations, (id) => acts.add(CONCERNS, 'assets', id))
  return (
    <section aria-label={t('title')}>
      <h2 className={touch['heading']}>{t('title')}</h2>
      {relations.length === 0 && <p className={touch['dim']}>{t('noneScan')}</p>}
      <ul className={touch['list']}>
        {relations.map((relation) => (
          <Line
            key={relation.id}
            relation={relation}
            {...(isReadOnly ? {} : { onRemove: () => void acts.remove(relation) })}
          />
        ))}
      </ul>
      {isScanning && <LabelDialog title={t('scan')} onLabel={link} onClose={onScanned} />}
    </section>
  )
}

/** Links what a label names; answers why it could not, '' when it did. */
function useLinkByLabel(
  relations: readonly Relation[],
  add: (assetId: string) => Promise<void>,
): (label: string) => Promise<string> {
  const { t } = useTranslation('equipment')
  const replica = useReplica()
  return async (label) => {
    const asset = await findByLabel(replica, label)
    if (asset === undefined) return t('labelUnknown', { label })
    const isLinked = relations.some(({ id }) => id === asset.id)
    if (!isLinked) await add(asset.id)
    notifications.show({ message: t(isLinked ? 'linkedBefore' : 'linked', { name: asset.name }) })
    return ''
  }
}

interface LineProps {
  readonly relation: Relation
  readonly onRemove?: () => void
}

function Line({ relation, onRemove }: LineProps) {
  const { t } = useTranslation('equipment')
  const directory = useDirectory()
  const { doc: asset, loading } = useDoc('assets', relation.id)
  if (asset === undefined) return loading ? null : <li className={touch['line']}>{t('notHere')}</li>
  const facts = [
    asset.tag,
    [asset.manufacturer, asset.model].filter((word) => word !== '').join(' '),
    directory.settingName(asset.locationId),
    t(`state.${asset.state}`),
  ]
  return (
    <li className={touch['line']}>
      <AssetIcon kind={asset.kind} />
      <span className={touch['words']}>
        <strong>{asset.name}</strong>
        <span className={touch['dim']}>{facts.filter((fact) => fact !== '').join(' · ')}</span>
      </span>
      {onRemove !== undefined && (
        <ActionIcon
          size={48}
          variant="subtle"
          color="gray"
          aria-label={t('removeOf', { name: asset.name })}
          onClick={onRemove}
        >
          <IconX size={18} />
        </ActionIcon>
      )}
    </li>
  )
}
