import { Button, EmptyState } from '@mantine/core'
import { IconDeviceDesktopPlus, IconDeviceLaptop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#shared/assets/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { LinkChoice } from '#shared/links/ends.ts'
import { relationsOf, type Relation } from '#shared/links/rules.ts'
import type { Link } from '#shared/links/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDoc, useDocs } from '#renderer/replica/react.tsx'
import { useLinks } from '#renderer/replica/use-links.ts'
import { AssetFinder } from './asset-finder.tsx'
import { AssetRow } from './asset-row.tsx'
import { LinkedDocuments } from './linked-documents.tsx'
import { useRelationActs } from './use-relation-acts.ts'
import classes from './equipment.module.css'

const CONCERNS: LinkChoice = { kind: 'concerns', isForward: true }
/** Of what a person or place has besides, so many are offered. */
const MOST_OFFERED = 25

interface AssetsGroupProps {
  readonly ticket: Ticket
  readonly isReadOnly: boolean
}

/** The equipment and documents a ticket is about, and what its requester and its place have besides. */
export function AssetsGroup({ ticket, isReadOnly }: AssetsGroupProps) {
  const links = useLinks(ticket.id)
  if (links === undefined) return null
  return <Equipment ticket={ticket} links={links} isReadOnly={isReadOnly} />
}

/** How many assets a ticket is about. */
export function useAssetCount(ticketId: Id): number {
  const links = useLinks(ticketId)
  return links === undefined ? 0 : assetRelations(links, ticketId).length
}

function assetRelations(links: readonly Link[], id: Id): readonly Relation[] {
  return relationsOf(links, id).filter(({ collection }) => collection === 'assets')
}

interface EquipmentProps extends AssetsGroupProps {
  readonly links: readonly Link[]
}

function Equipment({ ticket, links, isReadOnly }: EquipmentProps) {
  const { t } = useTranslation('equipment')
  const acts = useRelationActs(ticket, links)
  const add = (id: Id) => void acts.add(CONCERNS, 'assets', id)
  const [isFinding, setFinding] = useState(false)
  const relations = assetRelations(links, ticket.id)
  return (
    <section className={classes['group']} aria-label={t('title')}>
      {!isReadOnly && (
        <div>
          <Button
            variant="default"
            leftSection={<IconDeviceDesktopPlus size={15} aria-hidden />}
            onClick={() => setFinding(true)}
          >
            {t('add')}
          </Button>
        </div>
      )}
      {isFinding && (
        <AssetFinder
          without={relations.map(({ id }) => id)}
          onClose={() => setFinding(false)}
          onChoose={add}
        />
      )}
      {relations.length === 0 ? (
        <EmptyState
          icon={<IconDeviceLaptop size={30} />}
          title={t('emptyTitle')}
          description={t('emptyBody')}
        />
      ) : (
        <ul className={classes['list']} aria-label={t('title')}>
          {relations.map((relation) => (
            <LinkedAsset
              key={relation.id}
              relation={relation}
              {...(isReadOnly ? {} : { onRemove: () => void acts.remove(relation) })}
            />
          ))}
        </ul>
      )}
      <Besides ticket={ticket} linked={relations} {...(isReadOnly ? {} : { onAdd: add })} />
      <LinkedDocuments ticket={ticket} links={links} />
    </section>
  )
}

interface LinkedAssetProps {
  readonly relation: Relation
  readonly onRemove?: () => void
}

function LinkedAsset({ relation, onRemove }: LinkedAssetProps) {
  const { t } = useTranslation('equipment')
  const { doc: asset, loading } = useDoc('assets', relation.id)
  if (asset === undefined) return loading ? null : <li className={classes['away']}>{t('notHere')}</li>
  return <AssetRow asset={asset} {...(onRemove === undefined ? {} : { onRemove })} />
}

interface BesidesProps {
  readonly ticket: Ticket
  readonly linked: readonly Relation[]
  readonly onAdd?: (assetId: Id) => void
}

/** What else the requester holds and what else stands at the place: most tickets are about one of these. */
function Besides({ ticket, linked, onAdd }: BesidesProps) {
  const { t } = useTranslation('equipment')
  const directory = useDirectory()
  const isLinked = ({ id }: Asset) => linked.some((relation) => relation.id === id)
  const { docs: held } = useDocs('assets', {
    selector: { holderId: ticket.requesterId || 'nobody', deletedAt: '' },
    limit: MOST_OFFERED,
  })
  const { docs: standing } = useDocs('assets', {
    selector: { locationId: ticket.locationId || 'nowhere', deletedAt: '' },
    limit: MOST_OFFERED,
  })
  const parts = [
    { title: t('heldBy', { name: directory.personName(ticket.requesterId) }), assets: held },
    { title: t('standsIn', { place: directory.settingName(ticket.locationId) }), assets: standing },
  ]
  return parts.map(({ title, assets }) => {
    const others = assets.filter((asset) => !isLinked(asset))
    if (others.length === 0) return null
    return (
      <section key={title} aria-label={title}>
        <h3 className={classes['heading']}>{title}</h3>
        <ul className={classes['list']}>
          {others.map((asset) => (
            <AssetRow
              key={asset.id}
              asset={asset}
              {...(onAdd === undefined ? {} : { onAdd: () => onAdd(asset.id) })}
            />
          ))}
        </ul>
      </section>
    )
  })
}
