import { useTranslation } from 'react-i18next'
import type { Present } from '#shared/presence/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import classes from './present-others.module.css'

/** More than these are a number. */
const MOST_SHOWN = 4

/** Who else has the ticket open, those who answer first; nothing where nobody has. */
export function PresentOthers({ others }: { readonly others: readonly Present[] }) {
  const { t, i18n } = useTranslation('presence')
  const { person } = useDirectory()
  const known = others
    .flatMap(({ personId, doing }) => {
      const name = person(personId)?.name ?? ''
      return name === '' ? [] : [{ personId, doing, name }]
    })
    .toSorted((a, b) => a.doing.localeCompare(b.doing) || a.name.localeCompare(b.name))
  const rest = known.slice(MOST_SHOWN).map(({ name }) => name)
  return (
    <ul className={classes['others']} aria-label={t('others')} aria-live="polite">
      {known.slice(0, MOST_SHOWN).map(({ personId, doing, name }) => (
        <li key={personId} data-hint={t(doing, { name })} data-doing={doing}>
          <PersonAvatar name={name} size={22} />
          {doing === 'answering' && <span aria-hidden>{t('answeringShort')}</span>}
          <span className={classes['spoken']}>{t(doing, { name })}</span>
        </li>
      ))}
      {rest.length > 0 && (
        <li data-hint={new Intl.ListFormat(i18n.language).format(rest)}>
          {t('more', { count: rest.length })}
        </li>
      )}
    </ul>
  )
}
