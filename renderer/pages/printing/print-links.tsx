import { useTranslation } from 'react-i18next'
import type { FileDocument } from '#shared/documents/schema.ts'
import type { Relation } from '#shared/links/rules.ts'
import { stageOf } from '#shared/tickets/process/stages.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDocs } from '#renderer/replica/react.tsx'
import { useFileSize } from '#renderer/ui/file-size.ts'
import { PrintPart } from './print-part.tsx'
import { PrintTable } from './print-work.tsx'

interface PrintAssetsProps {
  readonly relations: readonly Relation[]
  readonly documents: readonly FileDocument[]
}

/** The equipment a ticket is about, and the files that belong to it. */
export function PrintAssets({ relations, documents }: PrintAssetsProps) {
  const { t } = useTranslation(['equipment', 'tickets'])
  const directory = useDirectory()
  const fileSize = useFileSize()
  const { docs: assets, loading } = useDocs('assets', {
    selector: { id: { $in: relations.map(({ id }) => id) } },
  })
  return (
    <PrintPart title={t('tickets:page.assets')}>
      <ul>
        {assets.map((asset) => (
          <li key={asset.id}>
            <strong>{asset.name}</strong>
            {[
              asset.tag,
              [asset.manufacturer, asset.model].filter((word) => word !== '').join(' '),
              asset.serial,
              t(`state.${asset.state}`),
              directory.personName(asset.holderId) || directory.settingName(asset.siteId),
            ]
              .filter((word) => word !== '')
              .map((word) => ` · ${word}`)
              .join('')}
          </li>
        ))}
        {!loading && relations.length > assets.length && <li>{t('notHere')}</li>}
        {documents.map((file) => (
          <li key={file.id}>{`${file.name} · ${t(`documentKind.${file.kind}`)} · ${fileSize(file.size)}`}</li>
        ))}
      </ul>
    </PrintPart>
  )
}

/** Other tickets this one has to do with, and how they stand. */
export function PrintRelations({ relations }: { readonly relations: readonly Relation[] }) {
  const { t } = useTranslation(['relations', 'links', 'tickets'])
  const { docs: tickets } = useDocs('tickets', {
    selector: { id: { $in: relations.map(({ id }) => id) } },
  })
  return (
    <PrintPart title={t('tickets:page.relations')}>
      <PrintTable
        head={[t('how'), t('tickets:field.number'), t('tickets:field.title'), t('tickets:field.status')]}
      >
        {relations.map((relation) => {
          const ticket = tickets.find(({ id }) => id === relation.id)
          const word = relation.isForward
            ? t(`links:forward.${relation.kind}`)
            : t(`links:inverse.${relation.kind}`)
          return (
            <tr key={`${relation.kind}/${relation.id}/${relation.isForward}`}>
              <td>{word}</td>
              <td>{ticket === undefined ? '' : ticketName(ticket)}</td>
              <td>{ticket === undefined ? t('notHere') : ticket.title}</td>
              <td>{ticket === undefined ? '' : t(`tickets:stage.${stageOf(ticket)}`)}</td>
            </tr>
          )
        })}
      </PrintTable>
    </PrintPart>
  )
}
