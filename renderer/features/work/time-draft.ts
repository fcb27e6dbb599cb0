import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Id, IdOrNone } from '#shared/kernel/ids.ts'
import { useKeptWords } from '#renderer/ui/kept-words.tsx'

/** What a form of spent time holds. `spent` is as typed, `day` like `2026-11-20` or '' for today. */
const TimeEntry = Type.Object({
  spent: Type.String(),
  taskId: IdOrNone,
  day: Type.String(),
  billable: Type.Boolean(),
  note: Type.String(),
})
export type TimeEntry = Static<typeof TimeEntry>

/** What somebody has changed in a form of spent time and not written down. */
export interface TimeDraft {
  readonly typed: Partial<TimeEntry>
  change(part: Partial<TimeEntry>): void
  /** One field is as it was in the beginning. */
  forget(field: keyof TimeEntry): void
  clear(): void
}

/** Keeps a form's words on the device under its name; '' keeps them as long as the form is there. */
export function useTimeDraft(form: string): TimeDraft {
  const [kept, keep] = useKeptWords(form)
  const typed = readTimeDraft(kept)
  return {
    typed,
    change: (part) => keep(JSON.stringify({ ...typed, ...part })),
    forget(field) {
      const { [field]: _gone, ...rest } = typed
      keep(Object.keys(rest).length === 0 ? '' : JSON.stringify(rest))
    },
    clear: () => keep(''),
  }
}

/** The changes in kept words; none where nothing readable was kept. */
export function readTimeDraft(kept: string): Partial<TimeEntry> {
  try {
    const typed: unknown = JSON.parse(kept === '' ? '{}' : kept)
    return Value.Check(Type.Partial(TimeEntry), typed) ? typed : {}
  } catch {
    return {}
  }
}

/** The name of a ticket's form. */
export const entryForm = (ticketId: Id) => `time/${ticketId}`

/** The name of the form a stopped timer is written down with. */
export const stopForm = (startedAt: string) => `stop/${startedAt}`
