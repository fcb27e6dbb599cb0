import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferCommands } from '#renderer/ui/commands.ts'
import { useShortcuts } from '#renderer/ui/shortcuts.ts'

/** Whether the dialog of printing is open, and how to open and close it. */
export interface Printing {
  readonly isOpen: boolean
  readonly open: () => void
  readonly close: () => void
}

/** Printing an open ticket: its key, and the same as a command of the palette; also for those who only read. */
export function usePrinting(): Printing {
  const { t } = useTranslation('console')
  const [isOpen, setOpen] = useState(false)
  const open = useCallback(() => setOpen(true), [])
  const close = useCallback(() => setOpen(false), [])
  useShortcuts({ 'mod+p': open })
  const group = t('palette.groupTicket')
  const label = t('palette.print')
  useOfferCommands(
    useMemo(() => [{ id: 'print', group, label, keys: PRINT_KEYS, run: open }], [group, label, open]),
  )
  return { isOpen, open, close }
}

const PRINT_KEYS = navigator.platform.startsWith('Mac') ? '⌘P' : 'Ctrl P'
