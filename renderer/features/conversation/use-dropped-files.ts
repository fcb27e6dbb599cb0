import { useState, type ClipboardEvent, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '#shared/messages/schema.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { useDates } from '#renderer/ui/dates.ts'
import { namedByTime, pastedFiles, useKeepFiles } from './use-files.ts'

/** The files of a draft. */
interface FileDraft {
  readonly attachments: readonly Attachment[]
  change(part: { readonly attachments: readonly Attachment[] }): void
}

/** Takes files into a draft by drop and paste; `add` takes chosen ones. */
export function useDroppedFiles(draft: FileDraft) {
  const keep = useKeepFiles()
  const { t } = useTranslation('messages')
  const dates = useDates()
  const [isOver, setOver] = useState(false)
  const add = async (files: readonly File[]) => {
    const kept = await keep(files)
    if (kept.length > 0) draft.change({ attachments: [...draft.attachments, ...kept] })
  }
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      const { currentTarget, relatedTarget } = event
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(false)
      void add([...event.dataTransfer.files])
    },
    // Asked before the field, which takes any other paste.
    onPasteCapture: (event: ClipboardEvent) => {
      const files = pastedFiles(event.clipboardData)
      if (files.length === 0) return
      event.preventDefault()
      const name = t('compose.screenshot', { time: dates.time(systemClock()).replace(':', '.') })
      void add(files.map((file) => namedByTime(file, name)))
    },
  }
  return { isOver, add, handlers }
}
