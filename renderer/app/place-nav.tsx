import { IconBook2, IconRoute, IconSettings, IconUsers, type Icon } from '@tabler/icons-react'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './shell.module.css'

/** The places beside the tickets, in the order of the rail; each is a route and a word of `console:places`. */
export const PLACES = [
  { to: '/today', word: 'today', icon: IconRoute },
  { to: '/knowledge', word: 'knowledge', icon: IconBook2 },
  { to: '/people', word: 'people', icon: IconUsers },
  { to: '/settings', word: 'settings', icon: IconSettings },
] as const satisfies readonly {
  readonly to: string
  readonly word: string
  readonly icon: Icon
}[]

/** Ways to the places beside the tickets. */
export function PlaceNav() {
  const { t } = useTranslation('console')
  const router = useRouter()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <ul className={classes['placeList']} aria-label={t('placesTitle')}>
      {PLACES.map(({ to, word, icon: PlaceIcon }) => (
        <li key={to}>
          <a
            className={classes['place']}
            href={router.history.createHref(router.buildLocation({ to }).href)}
            aria-current={path.startsWith(to) ? 'page' : undefined}
          >
            <PlaceIcon size={16} aria-hidden />
            {t(`places.${word}`)}
          </a>
        </li>
      ))}
    </ul>
  )
}
