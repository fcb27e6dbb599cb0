import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Says that a newer version waits; nothing reloads by itself under somebody's hands. */
export function UpdateReady({ onReload }: { readonly onReload: () => void }) {
  const { t } = useTranslation('console')
  return (
    <Group justify="space-between">
      {t('update.title')}
      <Button size="compact-xs" onClick={onReload}>
        {t('update.reload')}
      </Button>
    </Group>
  )
}
