import { IconShoppingCart } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { inOrder } from '#shared/items/position.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { AddLine } from '#renderer/ui/add-line.tsx'
import { EmptyGroup, GroupPanel } from '#renderer/ui/group-panel.tsx'
import { useReachable } from '#renderer/ui/reach.ts'
import { PurchaseRow } from './purchase-row.tsx'
import { Totals } from './totals.tsx'
import { usePurchaseActs } from './use-purchase-acts.ts'
import { UsedParts } from './used-parts.tsx'
import classes from './purchases.module.css'

interface PurchasesPanelProps {
  readonly ticket: Ticket
  /** The ticket's purchases, in any order. */
  readonly items: readonly Item[]
  /** What was used up in the work. */
  readonly parts: readonly Item[]
  readonly isReadOnly: boolean
}

const COLUMNS = ['title', 'supplier', 'quantity', 'unitPrice', 'currency', 'total', 'state'] as const

/** Names too long for their column; the whole one is told when one points at it. */
const SHORT: Readonly<Partial<Record<(typeof COLUMNS)[number], 'quantityShort' | 'currencyShort'>>> = {
  quantity: 'quantityShort',
  currency: 'currencyShort',
}

/** What a ticket needs to have bought: every cell is a field, and each state leads only where it may. */
export function PurchasesPanel({ ticket, items, parts, isReadOnly }: PurchasesPanelProps) {
  const { t } = useTranslation('purchases')
  const purchases = inOrder(items)
  const acts = usePurchaseActs(ticket, purchases)
  const field = useRef<HTMLInputElement>(null)
  useReachable('purchase', () => field.current?.focus())
  return (
    <GroupPanel title={t('title')} measure="table">
      {purchases.length === 0 ? (
        <EmptyGroup
          icon={<IconShoppingCart size={30} />}
          title={t('emptyTitle')}
          description={t(isReadOnly ? 'emptyReadOnly' : 'emptyBody')}
        />
      ) : (
        <table className={classes['table']} aria-label={t('title')}>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" data-column={column} title={t(`column.${column}`)}>
                  {t(SHORT[column] ?? `column.${column}`)}
                </th>
              ))}
              <th className={classes['narrow']}>
                <span className={classes['spoken']}>{t('column.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {purchases.map((item) => (
              <PurchaseRow key={item.id} item={item} acts={acts} isReadOnly={isReadOnly} />
            ))}
          </tbody>
        </table>
      )}
      {!isReadOnly && (
        <AddLine
          ref={field}
          label={t('add')}
          placeholder={t('addPlaceholder')}
          keptAs={`purchase/${ticket.id}`}
          onAdd={acts.add}
        />
      )}
      <Totals items={purchases} />
      {parts.length > 0 && <UsedParts ticket={ticket} purchases={[]} parts={parts} isReadOnly={isReadOnly} />}
    </GroupPanel>
  )
}
