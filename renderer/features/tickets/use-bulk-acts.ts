import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import type { Replica } from '#renderer/replica/replica.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'
import { decideForAll, undoing, writesOf, type BulkOutcome, type BulkRule } from './bulk-acts.ts'
import type { TicketRowDoc } from './list-query.ts'
import { useSelection } from './selection.ts'

/** Does one thing to every ticked ticket, says how it went, and offers to take it back. */
export function useBulkActs(): (rule: BulkRule) => void {
  const { t } = useTranslation('tickets')
  const actor = useActor()
  const replica = useReplica()
  const showUndo = useUndoToast()
  const showRefused = useRefusedToast()
  const run = async (rule: BulkRule, ids: readonly Id[]): Promise<BulkOutcome> => {
    const outcome = decideForAll(await ticketsOf(replica, ids), rule, actor, systemClock())
    if (outcome.changes.length > 0) await replica.write(writesOf(outcome))
    showRefused(outcome)
    return outcome
  }
  return (rule) =>
    void run(rule, [...useSelection.getState().ids]).then(({ changes }) => {
      if (changes.length === 0) return
      showUndo(
        t('bulk.changed', { count: changes.length }),
        () =>
          void run(
            undoing(changes),
            changes.map(({ before }) => before.id),
          ),
      )
    })
}

async function ticketsOf(replica: Replica, ids: readonly Id[]): Promise<readonly TicketRowDoc[]> {
  const found = await Promise.all(ids.map((id) => replica.get('tickets', id)))
  return found.filter((ticket) => ticket !== undefined)
}

const MOST_NAMED = 3

function useRefusedToast(): (outcome: BulkOutcome) => void {
  const { t } = useTranslation('tickets')
  const { refusalText } = useRefusals()
  return ({ refused }) => {
    const [first] = refused
    if (first === undefined) return
    const names = refused.slice(0, MOST_NAMED).map(({ ticket }) => ticketName(ticket))
    notifications.show({
      color: 'red',
      title: t('bulk.refused', { count: refused.length, names: names.join(', ') }),
      message: refusalText(first.refusal),
    })
  }
}
