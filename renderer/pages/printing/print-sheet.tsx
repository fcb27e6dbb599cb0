import { useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import { useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { PrintBasic, PrintProcess } from './print-basic.tsx'
import { printed, type PrintChoice } from './print-choice.ts'
import { PrintAssets, PrintRelations } from './print-links.tsx'
import { PrintLog, PrintThread } from './print-thread.tsx'
import { PrintApprovals, PrintHours, PrintPurchases, PrintTasks } from './print-work.tsx'
import type { TicketToPrint } from './use-print-content.ts'
import classes from './print.module.css'

interface PrintSheetProps {
  readonly ticket: TicketToPrint
  readonly choice: PrintChoice
}

/**
 * The ticket as it goes on paper, beside the page and in place of it when the system prints. The head of a table is the
 * one thing every browser repeats on every page.
 */
export function PrintSheet({ ticket: { content, known }, choice }: PrintSheetProps) {
  const { t } = useTranslation('common')
  const directory = useDirectory()
  const [brand = directory.settings('organisation')[0]] = directory.settings('brand')
  const desk = brand === undefined ? t('appName') : directory.nameOf(brand)
  return createPortal(
    <div className={classes['sheet']} data-print-sheet>
      <table role="presentation">
        <thead>
          <tr>
            <td>
              <div className={classes['head']}>
                <span>{desk}</span>
                <span>{`${ticketName(content.ticket)} · ${content.ticket.title}`}</span>
              </div>
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <Title ticket={content.ticket} />
              <Parts ticket={{ content, known }} choice={choice} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>,
    document.body,
  )
}

function Title({ ticket }: { readonly ticket: TicketToPrint['content']['ticket'] }) {
  const { t } = useTranslation(['print', 'tickets'])
  const { person } = useSession()
  const dates = useDates()
  const [now] = useState(() => new Date().toISOString())
  return (
    <header className={classes['title']}>
      <h1>
        <span>{ticketName(ticket)}</span> {ticket.title}
      </h1>
      {ticket.major && <p>{t('tickets:page.major')}</p>}
      <p className={classes['quiet']}>{t('printedBy', { time: dates.full(now), name: person.name })}</p>
    </header>
  )
}

function Parts({
  ticket: { content, known },
  choice,
}: {
  readonly ticket: Omit<TicketToPrint, 'isLoading'>
  readonly choice: PrintChoice
}) {
  const paper = printed(content, choice)
  const { ticket, messages, tasks, purchases, approvals, workLogs } = paper
  return (
    <>
      {choice.has('basic') && <PrintBasic ticket={ticket} />}
      {choice.has('process') && <PrintProcess ticket={ticket} />}
      {messages.length > 0 && <PrintThread messages={messages} known={known} />}
      {tasks.length > 0 && <PrintTasks items={tasks} />}
      {purchases.length + paper.parts.length > 0 && <PrintPurchases items={[...purchases, ...paper.parts]} />}
      {approvals.length > 0 && <PrintApprovals items={approvals} purchases={content.purchases} />}
      {workLogs.length > 0 && <PrintHours items={workLogs} tasks={content.tasks} />}
      {paper.assets.length + paper.documents.length > 0 && (
        <PrintAssets relations={paper.assets} documents={paper.documents} />
      )}
      {paper.relations.length > 0 && <PrintRelations relations={paper.relations} />}
      {paper.activity.length > 0 && <PrintLog ticketId={paper.ticket.id} entries={paper.activity} />}
    </>
  )
}
