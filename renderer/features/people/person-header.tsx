import { Anchor, Button, CopyButton } from '@mantine/core'
import { IconArrowLeft, IconCopy, IconPlus, IconStarFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Person } from '#shared/people/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import classes from './person-header.module.css'

interface PersonHeaderProps {
  readonly person: Person
  readonly onBack: () => void
  readonly onNewTicket: () => void
}

/** Who it is and how to reach them; a ticket in their name is one click away. */
export function PersonHeader({ person, onBack, onNewTicket }: PersonHeaderProps) {
  const { t } = useTranslation(['people', 'common'])
  const directory = useDirectory()
  const facts = [
    person.jobTitle,
    directory.settingName(person.departmentId),
    directory.settingName(person.siteId),
  ]
  return (
    <header className={classes['header']}>
      <IconButton label={t('back')} icon={IconArrowLeft} onClick={onBack} />
      <PersonAvatar name={person.name} size={44} />
      <div className={classes['who']}>
        <h1 className={classes['name']}>
          {person.name}
          {person.vip && <IconStarFilled size={15} aria-label={t('vip')} className={classes['vip']} />}
        </h1>
        <div className={classes['facts']}>
          {facts.filter((fact) => fact !== '').join(' · ')}
          {!person.active && <strong> {t('inactive')}</strong>}
        </div>
        <div className={classes['reach']}>
          {person.emails.slice(0, 2).map((email) => (
            <Reach key={email} text={email} href={`mailto:${email}`} />
          ))}
          {person.phone !== '' && <Reach text={person.phone} href={`tel:${person.phone}`} />}
        </div>
      </div>
      <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={onNewTicket}>
        {t('newTicket')}
      </Button>
    </header>
  )
}

function Reach({ text, href }: { readonly text: string; readonly href: string }) {
  const { t } = useTranslation('common')
  return (
    <span className={classes['address']}>
      <Anchor size="sm" href={href}>
        {text}
      </Anchor>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <IconButton
            label={t('copy', { text })}
            hint={copied ? t('copied') : t('copy', { text })}
            icon={IconCopy}
            size="xs"
            iconSize={12}
            onClick={copy}
          />
        )}
      </CopyButton>
    </span>
  )
}
