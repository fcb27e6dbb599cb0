import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/items/schema.ts'
import { workTotals } from '#shared/items/work.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { writeDuration } from '#renderer/ui/duration.ts'
import classes from './work.module.css'

/** Who spent how much, and what of it is billed. */
export function WorkTotals({ items }: { readonly items: readonly Item[] }) {
  const { t } = useTranslation(['work', 'common'])
  const directory = useDirectory()
  const totals = workTotals(items)
  const cells = (minutes: number, billableMinutes: number) =>
    [minutes, billableMinutes, minutes - billableMinutes].map((each, column) => (
      <td key={column} data-none={each === 0 || undefined}>
        {each === 0 ? '–' : writeDuration(each)}
      </td>
    ))
  return (
    <table className={classes['totals']} aria-label={t('totals')}>
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('time')}</th>
          <th scope="col">{t('billable')}</th>
          <th scope="col">{t('notBillable')}</th>
        </tr>
      </thead>
      <tbody>
        {totals.byPerson.map(({ personId, minutes, billableMinutes }) => {
          const name = directory.personName(personId) || t('common:unknownPerson')
          return (
            <tr key={personId}>
              <th scope="row">
                <span className={classes['person']}>
                  <PersonAvatar name={name} size={18} /> {name}
                </span>
              </th>
              {cells(minutes, billableMinutes)}
            </tr>
          )
        })}
      </tbody>
      {totals.byPerson.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{t('together')}</th>
            {cells(totals.minutes, totals.billableMinutes)}
          </tr>
        </tfoot>
      )}
    </table>
  )
}
