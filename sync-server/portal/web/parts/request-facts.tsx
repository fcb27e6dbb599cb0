import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Choice, PortalTicket } from '../../contract.ts'
import { useFormats, type Formats } from '../format.ts'
import { usePortal } from '../state/portal.tsx'

/** What happens next with a request, in a sentence or two. */
export function nextSteps(t: TFunction, ticket: PortalTicket, { when, isFuture }: Formats): string {
  if (ticket.state === 'in-progress') {
    if (ticket.waitingOn !== '') return t(`next.${ticket.waitingOn}`)
    if (ticket.handler !== '') return t('next.handled', { name: ticket.handler })
  }
  const promised = ticket.state === 'received' && isFuture(ticket.answerDueAt)
  const promise = promised ? ` ${t('next.receivedBy', { when: when(ticket.answerDueAt) })}` : ''
  return t(`next.${ticket.state}`) + promise
}

/** Who looks after a request, its number, and where it stands. */
export function RequestFacts({ ticket }: { readonly ticket: PortalTicket }) {
  const { t } = useTranslation()
  const { when } = useFormats()
  const { session } = usePortal()
  const category = useChoiceName(session.categories, ticket.categoryId)
  const site = useChoiceName(session.sites, ticket.siteId)
  const isDone = ticket.state === 'solved' || ticket.state === 'closed'
  const facts = [
    [t('request.handler'), ticket.handler || t(isDone ? 'request.desk' : 'request.nobody')],
    [t('request.number'), ticket.name],
    [t('request.category'), category],
    [t('request.site'), site],
    [t('request.askedBy'), ticket.mine ? '' : ticket.requester],
    [t('request.created'), when(ticket.createdAt)],
    [t('request.last'), when(ticket.lastAt)],
  ] as const
  return (
    <aside className="p-card p-facts" aria-label={t('request.details')}>
      <dl>
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </aside>
  )
}

function useChoiceName(choices: readonly Choice[], id: string): string {
  const { i18n } = useTranslation()
  const choice = choices.find((each) => each.id === id)
  return choice ? (choice.names[i18n.language] ?? choice.name) : ''
}
