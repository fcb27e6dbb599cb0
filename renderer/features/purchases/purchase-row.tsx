import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { purchasePrice } from '#shared/items/purchases.ts'
import type { Item } from '#shared/items/schema.ts'
import { InlineText } from '#renderer/ui/inline-text.tsx'
import { Picker } from '#renderer/ui/picker.tsx'
import { CURRENCIES, showMoney, writePrice } from '#renderer/ui/price.ts'
import { PurchaseStatePicker } from './purchase-state.tsx'
import type { PurchaseActs } from './use-purchase-acts.ts'
import classes from './purchases.module.css'

interface PurchaseRowProps {
  readonly item: Item
  readonly acts: PurchaseActs
  readonly isReadOnly: boolean
}

/** One thing to buy; ↑ and ↓ lead to the same column of the row above or below. */
export function PurchaseRow({ item, acts, isReadOnly }: PurchaseRowProps) {
  const { t, i18n } = useTranslation('purchases')
  const common = { item, isReadOnly }
  return (
    <tr className={classes['row']} data-state={item.state}>
      <td data-column="title">
        <Field {...common} column="title" onSave={(title) => acts.change(item, { title })} />
        <OrderNumber item={item} acts={acts} isReadOnly={isReadOnly} />
      </td>
      <td data-column="supplier">
        <Field {...common} column="supplier" onSave={(supplier) => acts.change(item, { supplier })} />
      </td>
      <td data-column="quantity">
        <Field {...common} column="quantity" onSave={(typed) => acts.setQuantity(item, typed)} />
      </td>
      <td data-column="unitPrice">
        <Field {...common} column="unitPrice" onSave={(typed) => acts.setPrice(item, typed)} />
      </td>
      <td data-column="currency">
        <Currency item={item} acts={acts} isReadOnly={isReadOnly} />
      </td>
      <td data-column="total">{showMoney(purchasePrice(item), item.currency, i18n.language)}</td>
      <td data-column="state">
        <PurchaseStatePicker item={item} acts={acts} isReadOnly={isReadOnly} />
      </td>
      <td className={classes['narrow']}>
        {!isReadOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            className={classes['remove'] ?? ''}
            aria-label={t('remove', { title: item.title })}
            onClick={() => acts.remove(item)}
          >
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </td>
    </tr>
  )
}

interface FieldProps {
  readonly item: Item
  readonly column: 'title' | 'supplier' | 'quantity' | 'unitPrice'
  readonly isReadOnly: boolean
  readonly onSave: (typed: string) => boolean
}

const LONGEST = { title: 300, supplier: 200, quantity: 7, unitPrice: 24 } as const

/** A cell one types in. */
function Field({ item, column, isReadOnly, onSave }: FieldProps) {
  const { t, i18n } = useTranslation('purchases')
  const isText = column === 'title' || column === 'supplier'
  const price = () => writePrice(item.unitPrice, item.currency, i18n.language)
  const name = t(`column.${column}`)
  return (
    <InlineText
      isReadOnly={isReadOnly}
      kind={isText ? 'text' : 'number'}
      label={column === 'title' ? name : t('cell', { column: name, title: item.title })}
      value={column === 'unitPrice' ? price() : String(item[column])}
      maxLength={LONGEST[column]}
      isDone={column === 'title' && item.state === 'cancelled'}
      placeholder={column === 'supplier' ? '–' : ''}
      onSave={onSave}
      onKeyDown={stepInColumn}
    />
  )
}

/** Asked for once something is ordered. */
function OrderNumber({ item, acts, isReadOnly }: PurchaseRowProps) {
  const { t } = useTranslation('purchases')
  if (item.orderNumber === '' && item.state !== 'ordered') return null
  const name = t('column.orderNumber')
  return (
    <span className={classes['order']}>
      <span aria-hidden>{t('orderNumberShort')}</span>
      <InlineText
        isReadOnly={isReadOnly}
        label={t('cell', { column: name, title: item.title })}
        placeholder={t('orderNumberPlaceholder')}
        value={item.orderNumber}
        maxLength={80}
        onSave={(orderNumber) => acts.change(item, { orderNumber })}
      />
    </span>
  )
}

function Currency({ item, acts, isReadOnly }: PurchaseRowProps) {
  const { t, i18n } = useTranslation('purchases')
  const names = new Intl.DisplayNames(i18n.language, { type: 'currency' })
  const codes = [...new Set([...CURRENCIES, item.currency])].filter((code) => code !== '')
  return (
    <Picker
      label={t('cell', { column: t('column.currency'), title: item.title })}
      value={item.currency}
      choices={codes.map((code) => ({ value: code, label: code, hint: names.of(code) ?? '' }))}
      disabled={isReadOnly}
      onChange={(currency) => acts.change(item, { currency, unitPrice: item.unitPrice })}
    />
  )
}

/** The field of the same column in the row above or below takes the focus. */
function stepInColumn(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
  const cell = event.currentTarget.closest('td')
  const row = cell?.parentElement
  const next = event.key === 'ArrowUp' ? row?.previousElementSibling : row?.nextElementSibling
  const column = cell?.dataset['column'] ?? ''
  const target = next?.querySelector<HTMLElement>(`td[data-column="${column}"] textarea`)
  if (!target) return
  event.preventDefault()
  target.focus()
}
