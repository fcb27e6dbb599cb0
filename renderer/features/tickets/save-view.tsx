import { Button } from '@mantine/core'
import { IconBookmarkPlus, IconDeviceFloppy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sameValue } from '#shared/kernel/patch.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { AudienceField, ONLY_ME } from './audience-field.tsx'
import { useColumnChoice } from './column-choice.ts'
import { type ListSearch } from './filters.ts'
import { usePersonalViews, viewOfSearch } from './personal-views.ts'
import { sharedColumns, sharedList } from './shared-views.ts'
import { useSharedViewActs } from './use-shared-view-acts.ts'
import { ViewNameDialog } from './view-name-dialog.tsx'

interface SaveViewProps {
  readonly search: ListSearch
  readonly onSearch: (search: ListSearch) => void
}

/** Offers to keep the list as it is narrowed, ordered and grouped now, unless it is kept already. */
export function SaveView({ search, onSearch }: SaveViewProps) {
  const { t } = useTranslation('tickets')
  const { views, save } = usePersonalViews()
  const { columns } = useColumnChoice(search.view)
  const { share } = useSharedViewActs()
  const [isAsking, setAsking] = useState(false)
  const [audience, setAudience] = useState(ONLY_ME)
  const isKept = useIsKept(search) || viewOfSearch(views, search) !== undefined
  const keep = (name: string) => {
    if (audience === ONLY_ME) return save(name, search)
    const id = share(name, audience, search, columns)
    return id === undefined ? undefined : onSearch({ ...search, view: id, filter: {} })
  }
  return (
    <>
      {!isKept && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconBookmarkPlus size={14} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('myView.save')}
        </Button>
      )}
      <UpdateView search={search} onSearch={onSearch} />
      {isAsking && (
        <ViewNameDialog title={t('myView.saveTitle')} name="" onClose={() => setAsking(false)} onSave={keep}>
          <AudienceField audience={audience} onChange={setAudience} />
        </ViewNameDialog>
      )}
    </>
  )
}

/** True for a view as everybody opens it. */
function useIsKept(search: ListSearch): boolean {
  return sameValue(search, sharedList(search.view, useDirectory().setting(search.view)))
}

/** Makes a shared view what its list is now, for who may change it. */
function UpdateView({ search, onSearch }: SaveViewProps) {
  const { t } = useTranslation('tickets')
  const view = useDirectory().setting(search.view)
  const { columns, reset } = useColumnChoice(search.view)
  const { mayChange, update } = useSharedViewActs()
  const areColumnsKept = sameValue(columns, sharedColumns(view) ?? columns)
  const isKept = useIsKept(search) && areColumnsKept
  if (view === undefined || isKept || !mayChange(view)) return null
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconDeviceFloppy size={14} aria-hidden />}
      onClick={() => {
        if (!update(view, search, columns)) return
        reset()
        onSearch({ ...search, filter: {} })
      }}
    >
      {t('sharedView.update')}
    </Button>
  )
}
