import { useTranslation } from 'react-i18next'
import { purchaseTotals } from '#shared/items/purchases.ts'
import type { Item } from '#shared/items/schema.ts'
import { showMoney } from '#renderer/ui/price.ts'
import classes from './purchases.module.css'

/** What everything costs together, for each currency; what was cancelled does not count. */
export function Totals({ items }: { readonly items: readonly Item[] }) {
  const { t, i18n } = useTranslation('purchases')
  const totals = purchaseTotals(items)
  if (totals.length === 0) return null
  return (
    <dl className={classes['totals']} aria-label={t('totals')}>
      {totals.map(({ currency, total, ordered }) => (
        <div key={currency}>
          <dt>{t('totalIn', { currency })}</dt>
          <dd>
            <strong>{showMoney(total, currency, i18n.language)}</strong>
            {ordered > 0 && (
              <small>{t('ofWhichOrdered', { sum: showMoney(ordered, currency, i18n.language) })}</small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
