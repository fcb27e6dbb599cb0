import { useState, type ReactNode } from 'react'
import { TaskProgress, TurnsContext } from '#renderer/features/tasks/task-progress.tsx'
import { RowMarkContext, type RowMark } from '#renderer/features/tickets/row-mark.ts'
import { createTurns } from '#renderer/ui/turns.ts'

const progressOf: RowMark = (ticketId) => <TaskProgress key={ticketId} ticketId={ticketId} />

/** Shows in every list of tickets below it how far their tasks are. */
export function WithTaskProgress({ children }: { readonly children: ReactNode }) {
  const [turns] = useState(createTurns)
  return (
    <TurnsContext value={turns}>
      <RowMarkContext value={progressOf}>{children}</RowMarkContext>
    </TurnsContext>
  )
}
