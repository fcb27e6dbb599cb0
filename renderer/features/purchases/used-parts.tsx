import { ActionIcon, Button } from '@mantine/core'
import { IconPackage, IconTool, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/items/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { AddLine } from '#renderer/ui/add-line.tsx'
import { usePurchaseActs, type PurchaseActs } from './use-purchase-acts.ts'
import touch from '#renderer/ui/touch.module.css'
import classes from './used-parts.module.css'

interface UsedPartsProps {
  readonly ticket: Ticket
  /** The ticket's purchases and the parts used on it, in any order. */
  readonly purchases: readonly Item[]
  readonly parts: readonly Item[]
  readonly isReadOnly: boolean
}

/** What was used up in the work, and what was bought for it: what has come is used with one touch. */
export function UsedParts({ ticket, purchases, parts, isReadOnly }: UsedPartsProps) {
  const { t } = useTranslation('purchases')
  const acts = usePurchaseActs(ticket, purchases)
  const isUsed = (item: Item) => parts.some((part) => part.parentId === item.id)
  const bought = purchases.filter(
    (item) => (item.state === 'received' || item.state === 'ordered') && !isUsed(item),
  )
  return (
    <section aria-label={t('parts')}>
      <h2 className={touch['heading']}>{t('parts')}</h2>
      <ul className={`${touch['list']} ${classes['lines']}`}>
        {bought.map((item) => (
          <Bought key={item.id} item={item} acts={acts} isReadOnly={isReadOnly} />
        ))}
        {parts.map((part) => (
          <Used key={part.id} item={part} acts={acts} isReadOnly={isReadOnly} />
        ))}
      </ul>
      {!isReadOnly && (
        <div className={classes['add']}>
          <AddLine
            label={t('addPart')}
            placeholder={t('addPartPlaceholder')}
            keptAs={`part/${ticket.id}`}
            onAdd={(title) => acts.notePart(title)}
          />
        </div>
      )}
    </section>
  )
}

interface LineProps {
  readonly item: Item
  readonly acts: PurchaseActs
  readonly isReadOnly: boolean
}

/** A purchase on its way is said to have come, one that has come is used. */
function Bought({ item, acts, isReadOnly }: LineProps) {
  const { t } = useTranslation('purchases')
  const isOrdered = item.state === 'ordered'
  return (
    <li className={touch['line']}>
      <IconPackage size={18} aria-hidden />
      <Words item={item} hint={t(isOrdered ? 'partOrdered' : 'partHere')} />
      {!isReadOnly && (
        <Button
          size="lg"
          variant="default"
          aria-label={t(isOrdered ? 'cameOf' : 'useOf', { title: item.title })}
          onClick={() => (isOrdered ? acts.setState(item, 'received') : acts.notePart(item.title, item))}
        >
          {t(isOrdered ? 'came' : 'use')}
        </Button>
      )}
    </li>
  )
}

function Used({ item, acts, isReadOnly }: LineProps) {
  const { t } = useTranslation('purchases')
  return (
    <li className={touch['line']}>
      <IconTool size={18} aria-hidden />
      <Words item={item} hint={t('partUsed')} />
      {!isReadOnly && (
        <ActionIcon
          size={48}
          variant="subtle"
          color="gray"
          aria-label={t('remove', { title: item.title })}
          onClick={() => acts.remove(item)}
        >
          <IconX size={18} />
        </ActionIcon>
      )}
    </li>
  )
}

function Words({ item: { title, quantity }, hint }: { readonly item: Item; readonly hint: string }) {
  return (
    <span className={touch['words']}>
      <span>{quantity > 1 ? `${String(quantity)} × ${title}` : title}</span>
      <span className={touch['dim']}>{hint}</span>
    </span>
  )
}
