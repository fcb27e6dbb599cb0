import type { Id } from '#shared/kernel/ids.ts'
import { useDraft } from '#renderer/features/drafts/drafts.ts'
import { PresentOthers } from '#renderer/features/presence/present-others.tsx'
import { usePresence } from '#renderer/features/presence/use-presence.ts'
import { useTyping } from '#renderer/features/presence/use-typing.ts'
import { CopyAgeSign } from '#renderer/features/sync/copy-age-sign.tsx'
import { useActor } from '#renderer/platform/session-context.tsx'

/** How old this copy of a ticket is, and who else has it open; others see when a reply is being written here. */
export function TicketSigns({ ticketId }: { readonly ticketId: Id }) {
  const { text } = useDraft(useActor().personId, ticketId, 'reply')
  const others = usePresence(ticketId, useTyping(text) ? 'answering' : 'viewing')
  return (
    <>
      <CopyAgeSign ticketId={ticketId} />
      <PresentOthers others={others} />
    </>
  )
}
