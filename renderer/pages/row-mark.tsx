import type { ReactNode } from 'react'
import { TaskProgress } from '#renderer/features/tasks/task-progress.tsx'
import { RowMarkContext, type RowMark } from '#renderer/features/tickets/row-mark.ts'

const progressOf: RowMark = (ticketId) => <TaskProgress ticketId={ticketId} />

/** Shows in every list of tickets below it how far their tasks are. */
export function WithTaskProgress({ children }: { readonly children: ReactNode }) {
  return <RowMarkContext value={progressOf}>{children}</RowMarkContext>
}
