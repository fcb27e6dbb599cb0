import { useTranslation } from 'react-i18next'
import { systemClock } from '#shared/kernel/time.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { composeNote } from '#renderer/features/conversation/compose.ts'
import { useKeepFiles } from '#renderer/features/conversation/use-files.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** What a visit leaves on its ticket as private notes with files; each resolves once it survives a crash. */
export interface VisitNotes {
  addPhotos(photos: readonly File[]): Promise<void>
  /** `picture` is the signature as a PNG. */
  addSignature(name: string, picture: Blob): Promise<void>
}

/** Writes the notes of a visit in the name of the signed-in person. */
export function useVisitNotes(ticket: Ticket): VisitNotes {
  const { t } = useTranslation('today')
  const actor = useActor()
  const replica = useReplica()
  const dates = useDates()
  const keep = useKeepFiles()
  const { showRefusal } = useRefusals()
  const add = async (text: string, files: readonly File[]) => {
    const attachments = await keep(files)
    if (attachments.length === 0) return
    const writes = composeNote(ticket, { text, attachments, visibility: 'private' }, actor)
    if (writes.ok) await replica.write(writes.value)
    else showRefusal(writes.refusal)
  }
  return {
    addPhotos: (photos) => add(t('visit.photoNote', { count: photos.length }), photos.map(namedByTime)),
    addSignature: (name, picture) => {
      const file = new File([picture], `signature-${stamp()}.png`, { type: 'image/png' })
      return add(t('sign.note', { name, at: dates.full(systemClock()) }), [file])
    },
  }
}

/** Cameras call every photo the same. */
function namedByTime(photo: File, at: number): File {
  const [, ending = '.jpg'] = /(\.\w+)$/u.exec(photo.name) ?? []
  return new File([photo], `photo-${stamp()}-${String(at + 1)}${ending}`, { type: photo.type })
}

/** `2026-11-20-1403`. */
function stamp(): string {
  return systemClock().slice(0, 16).replace('T', '-').replace(':', '')
}
