import { Checkbox } from '@mantine/core'
import { IconPackage, IconTruckDelivery } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { AssetIcon } from '#renderer/ui/asset-icon.tsx'
import { whatToBring, type BringLine } from './bring.ts'
import { usePacked } from './packed.ts'
import { useEquipment } from './use-day.ts'
import classes from './today.module.css'

interface BringListProps {
  /** The tickets of the day, in their order. */
  readonly tickets: readonly Ticket[]
}

/** What to put into the bag for the day: one ticks it off, and reads what has not arrived. */
export function BringList({ tickets }: BringListProps) {
  const { t } = useTranslation('today')
  const packed = usePacked()
  const equipment = useEquipment(tickets.map(({ id }) => id))
  if (equipment === undefined) return null
  const { ready, onTheWay } = whatToBring(equipment)
  const nameOf = ({ ticketId }: BringLine) => {
    const ticket = tickets.find(({ id }) => id === ticketId)
    return ticket === undefined ? '' : ticketName(ticket)
  }
  return (
    <section className={classes['side']} aria-label={t('bring.title')}>
      <h2>{t('bring.title')}</h2>
      {ready.length + onTheWay.length === 0 && <p className={classes['dim']}>{t('bring.empty')}</p>}
      {ready.length > 0 && (
        <ul className={classes['lines']}>
          {ready.map((line) => (
            <li key={line.id}>
              <label className={classes['tick']} data-done={packed.has(line.id) || undefined}>
                <Checkbox size="lg" checked={packed.has(line.id)} onChange={() => packed.toggle(line.id)} />
                <LineWords line={line} ticket={nameOf(line)} />
              </label>
            </li>
          ))}
        </ul>
      )}
      {onTheWay.length > 0 && (
        <>
          <h3 className={classes['part']}>
            <IconTruckDelivery size={16} aria-hidden /> {t('bring.onTheWay')}
          </h3>
          <ul className={classes['lines']}>
            {onTheWay.map((line) => (
              <li key={line.id} className={classes['line']}>
                <LineWords line={line} ticket={nameOf(line)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function LineWords({ line, ticket }: { readonly line: BringLine; readonly ticket: string }) {
  const { kind, quantity, title, mark } = line
  return (
    <>
      {kind === 'purchase' ? <IconPackage size={17} aria-hidden /> : <AssetIcon kind={kind} />}
      <span className={classes['words']}>
        <span>{quantity > 1 ? `${String(quantity)} × ${title}` : title}</span>
        <span className={classes['dim']}>{[ticket, mark].filter((word) => word !== '').join(' · ')}</span>
      </span>
    </>
  )
}
