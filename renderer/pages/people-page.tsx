import { Button, EmptyState, SegmentedControl, TextInput, Title } from '@mantine/core'
import { IconSearch, IconUserPlus, IconUserQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { NewPersonDialog } from '#renderer/features/people/new-person-dialog.tsx'
import { PeopleList } from '#renderer/features/people/people-list.tsx'
import { findPeople, PEOPLE_SCOPES, type PeopleScope } from '#renderer/features/people/person-search.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import classes from './people-page.module.css'

interface PeoplePageProps {
  readonly hrefOf: (personId: Id) => string
  readonly onOpen: (personId: Id) => void
}

/** Everybody the desk looks after and everybody who works there. */
export function PeoplePage({ hrefOf, onOpen }: PeoplePageProps) {
  const { t } = useTranslation('people')
  const directory = useDirectory()
  const [typed, setTyped] = useState('')
  const [scope, setScope] = useState<PeopleScope>('everybody')
  const [isAdding, setAdding] = useState(false)
  const people = findPeople(directory.people, scope, typed)
  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <Title order={1} size="h4">
          {t('title')}
        </Title>
        <span className={classes['count']} role="status">
          {directory.isLoaded ? t('count', { count: people.length }) : ''}
        </span>
        <Button
          variant="default"
          leftSection={<IconUserPlus size={15} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('new')}
        </Button>
      </header>
      <NarrowBar typed={typed} onType={setTyped} scope={scope} onScope={setScope} />
      <div className={classes['list']}>
        {directory.isLoaded && people.length === 0 ? (
          <EmptyState
            className={classes['empty'] ?? ''}
            icon={<IconUserQuestion size={30} />}
            title={t('emptyTitle')}
            description={t('emptyBody')}
          />
        ) : (
          <PeopleList people={people} hrefOf={({ id }) => hrefOf(id)} />
        )}
      </div>
      {isAdding && (
        <NewPersonDialog
          onClose={() => setAdding(false)}
          onCreated={(id) => {
            setAdding(false)
            onOpen(id)
          }}
        />
      )}
    </div>
  )
}

interface NarrowBarProps {
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly scope: PeopleScope
  readonly onScope: (scope: PeopleScope) => void
}

function NarrowBar({ typed, onType, scope, onScope }: NarrowBarProps) {
  const { t } = useTranslation('people')
  return (
    <div className={classes['bar']}>
      <TextInput
        size="xs"
        w={260}
        aria-label={t('find')}
        placeholder={t('findHint')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('scope.label')}
        data={PEOPLE_SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
        value={scope}
        onChange={onScope}
      />
    </div>
  )
}
