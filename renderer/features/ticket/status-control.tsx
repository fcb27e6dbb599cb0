import { useTranslation } from 'react-i18next'
import { offeredTransitions, type OfferedStep, type ProcessFacts } from '#shared/tickets/process/offered.ts'
import { stageOf, stageRule, stagesOf } from '#shared/tickets/process/stages.ts'
import type { PendingReason, Stage, Ticket, TicketStatus } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { Picker, type Choice } from '#renderer/ui/picker.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import type { TicketActs } from './use-ticket-acts.ts'
import classes from './status-control.module.css'

const REASONS = ['requester', 'supplier', 'change'] as const

interface StatusControlProps {
  readonly ticket: Ticket
  readonly facts: ProcessFacts
  readonly acts: TicketActs
  /** Called instead of resolving at once, to ask how it was solved. */
  readonly onResolve: () => void
  readonly isReadOnly: boolean
}

/** Where the ticket stands in its process; the list offers where it may go and says why not elsewhere. */
export function StatusControl({ ticket, facts, acts, onResolve, isReadOnly }: StatusControlProps) {
  const { t } = useTranslation('tickets')
  const choices = useStageChoices(ticket, facts)
  const stage = stageOf(ticket)
  const choose = (value: string) => {
    const [to, reason] = value.split('/') as [Stage, PendingReason?]
    if (to === 'resolved') onResolve()
    else acts.moveTo(to, facts, reason === undefined ? {} : { pendingReason: reason })
  }
  return (
    <Picker
      control="status"
      variant="button"
      label={t('field.status')}
      value={stage === 'pending' ? `pending/${ticket.pendingReason}` : stage}
      choices={choices}
      searchable={false}
      disabled={isReadOnly}
      onChange={choose}
      width={310}
    >
      <StatusIcon status={ticket.status} />
      <span className={classes['word']}>
        {stage === 'pending' && ticket.pendingReason !== ''
          ? t('pendingOn', { reason: t(`pendingReason.${ticket.pendingReason}`) })
          : t(`stage.${stage}`)}
      </span>
    </Picker>
  )
}

/** Every stage of the ticket’s kind in its order; one that is closed says everything that is against it. */
function useStageChoices(ticket: Ticket, facts: ProcessFacts): readonly Choice[] {
  const { t } = useTranslation('tickets')
  const actor = useActor()
  const hintOf = useHints()
  const offered = offeredTransitions(ticket, facts, actor)
  return stagesOf(ticket.kind).flatMap((stage): Choice[] => {
    const step = offered.find(({ to }) => to === stage)
    const status: TicketStatus = stageRule(ticket.kind, stage)?.status ?? ticket.status
    const icon = <StatusIcon status={status} />
    const judged = step === undefined ? {} : hintOf(step)
    if (stage !== 'pending') return [{ value: stage, label: t(`stage.${stage}`), icon, ...judged }]
    return REASONS.map((reason) => ({
      value: `pending/${reason}`,
      label: t('pendingChoice', { reason: t(`pendingReason.${reason}`) }),
      icon,
      ...judged,
    }))
  })
}

function useHints(): (step: OfferedStep) => Pick<Choice, 'disabled' | 'hint'> {
  const { t } = useTranslation('tickets')
  const { refusalText } = useRefusals()
  return ({ allowed, refusals, warnings }) => {
    if (!allowed) return { disabled: true, hint: refusals.map(refusalText).join(' ') }
    const words = warnings.map(({ code, count }) => t(`warning.${code}`, { count }))
    return words.length === 0 ? {} : { hint: words.join(' ') }
  }
}
