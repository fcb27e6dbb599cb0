import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import classes from './undo-toast.module.css'

/** Long enough to read what happened and to reach the button by keyboard, in milliseconds. */
const STAYS_MS = 12_000

/** Says what was done, with a button that takes it back: `showUndo('Task removed', restore)`. */
export function useUndoToast(): (message: string, undo: () => void) => void {
  const { t } = useTranslation('common')
  return (message, undo) => {
    const id = notifications.show({
      autoClose: STAYS_MS,
      closeButtonProps: { 'aria-label': t('close') },
      message: (
        <span className={classes['toast']}>
          <span>{message}</span>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id)
              undo()
            }}
          >
            {t('undo')}
          </Button>
        </span>
      ),
    })
  }
}
