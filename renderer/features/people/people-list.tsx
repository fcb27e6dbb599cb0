import { useVirtualizer } from '@tanstack/react-virtual'
import { IconStarFilled } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '#shared/people/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import classes from './people-list.module.css'

const ROW = 44

interface PeopleListProps {
  readonly people: readonly Person[]
  readonly hrefOf: (person: Person) => string
}

/** Everybody on the device, a line each; only the lines in sight exist. */
export function PeopleList({ people, hrefOf }: PeopleListProps) {
  const { t } = useTranslation('people')
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer is read anew on every render
  const virtual = useVirtualizer({
    count: people.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => people[index]?.id ?? index,
    overscan: 10,
  })
  return (
    <div ref={scroller} className={classes['scroller']} tabIndex={-1}>
      <ul className={classes['people']} aria-label={t('title')} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const person = people[index]
          return (
            person && (
              <li key={key} style={{ height: ROW, transform: `translateY(${start}px)` }}>
                <a className={classes['person']} href={hrefOf(person)}>
                  <PersonLine person={person} />
                </a>
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

function PersonLine({ person }: { readonly person: Person }) {
  const { t } = useTranslation('people')
  const directory = useDirectory()
  return (
    <>
      <PersonAvatar name={person.name} size={26} />
      <span className={classes['name']}>
        {person.name}
        {person.vip && <IconStarFilled size={13} aria-label={t('vip')} className={classes['vip']} />}
      </span>
      <span className={classes['wide']}>{person.jobTitle}</span>
      <span>{person.emails[0] ?? ''}</span>
      <span className={classes['wide']}>{person.phone}</span>
      <span className={classes['wide']}>{directory.settingName(person.departmentId)}</span>
      <span>{directory.settingName(person.siteId)}</span>
    </>
  )
}
