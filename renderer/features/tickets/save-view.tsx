import { Button } from '@mantine/core'
import { IconBookmarkPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isNarrowed, listOf, type ListSearch } from './filters.ts'
import { usePersonalViews, viewOfSearch } from './personal-views.ts'
import { ViewNameDialog } from './view-name-dialog.tsx'

/** Offers to keep the list as it is narrowed and ordered now, unless it is kept already. */
export function SaveView({ search }: { readonly search: ListSearch }) {
  const { t } = useTranslation('tickets')
  const { views, save } = usePersonalViews()
  const [isAsking, setAsking] = useState(false)
  const isPlain = !isNarrowed(search.filter) && search.sort === listOf(search.view).sort
  if (isPlain || viewOfSearch(views, search) !== undefined) return null
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconBookmarkPlus size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('myView.save')}
      </Button>
      {isAsking && (
        <ViewNameDialog
          title={t('myView.saveTitle')}
          name=""
          onClose={() => setAsking(false)}
          onSave={(name) => save(name, search)}
        />
      )}
    </>
  )
}
