import { Mark } from '@mantine/core'
import { IconBook2, IconDevices } from '@tabler/icons-react'
import { Fragment, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import type { SearchHit } from '#renderer/replica/search/search-protocol.ts'
import { markedPieces } from '#renderer/replica/search/words.ts'
import { useDates } from '#renderer/ui/dates.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import classes from './search.module.css'

interface SearchResultProps {
  readonly hit: SearchHit
  readonly isAt: boolean
  readonly onOpen: (hit: SearchHit) => void
  readonly onPoint: () => void
}

/** The element of a result, for whoever points at it. */
export function resultId({ kind, id }: SearchHit): string {
  return `search-${kind}-${id}`
}

/** Something that fits, with the words that made it fit marked. */
export function SearchResult({ hit, isAt, onOpen, onPoint }: SearchResultProps) {
  const { t } = useTranslation('search')
  const element = useRef<HTMLDivElement>(null)
  const { title, excerpt, said, terms } = hit
  const detail = detailOf(hit)
  useEffect(() => {
    if (isAt) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isAt])
  return (
    <div
      ref={element}
      id={resultId(hit)}
      role="option"
      tabIndex={-1}
      aria-selected={isAt}
      className={classes['result']}
      onClick={() => onOpen(hit)}
      onMouseMove={onPoint}
    >
      <Sign hit={hit} />
      <div className={classes['lines']}>
        <div className={classes['line']}>
          {hit.kind === 'ticket' && (
            <span className={classes['dim']}>
              <Marked text={ticketName(hit)} terms={terms} />
            </span>
          )}
          <Marked text={title} terms={terms} />
        </div>
        {detail !== '' && (
          <div className={classes['excerpt']}>
            <Marked text={detail} terms={terms} />
          </div>
        )}
        {said !== '' && (
          <div className={classes['excerpt']}>
            <span className={classes['spoken']}>{t(`said.${said}`)}: </span>
            <Marked text={excerpt} terms={terms} />
          </div>
        )}
      </div>
      <Aside hit={hit} />
    </div>
  )
}

/** What stands below the title; of a ticket its requester, when that is all that fits. */
function detailOf(hit: SearchHit): string {
  if (hit.kind !== 'ticket') return hit.detail
  const isMarked = (text: string) => markedPieces(text, hit.terms).some((piece) => piece.isMarked)
  const isTold = hit.said !== '' || isMarked(`${ticketName(hit)} ${hit.title}`)
  return !isTold && isMarked(hit.requester) ? hit.requester : ''
}

function Sign({ hit }: { readonly hit: SearchHit }) {
  if (hit.kind === 'ticket') return <StatusIcon status={hit.status} />
  if (hit.kind === 'person') return <PersonAvatar name={hit.title} size={18} />
  const Shape = hit.kind === 'article' ? IconBook2 : IconDevices
  return <Shape size={17} className={classes['sign'] ?? ''} aria-hidden />
}

/** What is told at the right: the age of a ticket or article, who has an asset, where somebody is. */
function Aside({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation(['search', 'tickets'])
  const dates = useDates()
  const directory = useDirectory()
  const holder = hit.kind === 'asset' ? directory.personName(hit.holderId) : ''
  const words =
    hit.updatedAt > 0
      ? dates.shortAge(new Date(hit.updatedAt).toISOString())
      : holder || directory.settingName(hit.siteId)
  return (
    <span className={classes['dim']}>
      {hit.kind === 'ticket' && (
        <span className={classes['spoken']}>{t(`tickets:status.${hit.status}`)}</span>
      )}
      {words}
    </span>
  )
}

function Marked({ text, terms }: { readonly text: string; readonly terms: readonly string[] }) {
  return (
    <span className={classes['text']}>
      {markedPieces(text, terms).map(({ text: piece, isMarked }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- pieces of one text stay in their order
        <Fragment key={at}>{isMarked ? <Mark>{piece}</Mark> : piece}</Fragment>
      ))}
    </span>
  )
}
