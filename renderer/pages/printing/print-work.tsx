import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalStates, decisionsOn } from '#shared/items/approvals.ts'
import { purchasePrice, purchaseTotals } from '#shared/items/purchases.ts'
import {
  PURCHASE_STATES,
  STEP_STATES,
  TASK_STATES,
  type ApprovalState,
  type Item,
} from '#shared/items/schema.ts'
import { effectiveWork, workTotals } from '#shared/items/work.ts'
import { useApprovalWords } from '#renderer/features/approvals/approval-words.ts'
import { showMoney } from '#renderer/ui/price.ts'
import { taskList } from '#renderer/features/tasks/task-list.ts'
import { writeDuration } from '#renderer/ui/duration.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { dayOfInstant } from '#renderer/ui/days.ts'
import { approvalsInOrder } from './print-choice.ts'
import { PrintPart, PrintText } from './print-part.tsx'
import classes from './print.module.css'

interface ItemsProps {
  readonly items: readonly Item[]
}

/** A table on paper: its head stands on every page it reaches. */
export function PrintTable({
  head,
  children,
}: {
  readonly head: readonly string[]
  readonly children: ReactNode
}) {
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

/** Tasks with their checklists; a box tells on paper what is done. */
export function PrintTasks({ items }: ItemsProps) {
  const { t } = useTranslation(['tasks', 'items', 'tickets'])
  const directory = useDirectory()
  const dates = useDates()
  const { open, done, progress } = taskList(items)
  const state = (name: string) =>
    t(`items:taskState.${[...TASK_STATES, ...STEP_STATES].find((each) => each === name) ?? 'open'}`)
  return (
    <PrintPart
      title={`${t('tickets:page.tasks')} (${t('progress', { done: progress.done, all: progress.total })})`}
    >
      <ul className={classes['tasks']}>
        {[...open, ...done].map(({ task, isDone, steps }) => (
          <li key={task.id} data-done={isDone || undefined}>
            {task.title}
            <span className={classes['quiet']}>
              {[
                state(task.state),
                directory.personName(task.assigneeId),
                dates.weekday(dayOfInstant(task.dueAt)),
              ]
                .filter((word) => word !== '')
                .map((word) => ` · ${word}`)
                .join('')}
            </span>
            {steps.length > 0 && (
              <ul className={classes['tasks']}>
                {steps.map((step) => (
                  <li key={step.id} data-done={step.state === 'done' || undefined}>
                    {step.title}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </PrintPart>
  )
}

/** What is to be bought and what was used up, and what it costs together. */
export function PrintPurchases({ items }: ItemsProps) {
  const { t, i18n } = useTranslation(['purchases', 'items', 'tickets'])
  const money = (amount: number, currency: string) => showMoney(amount, currency, i18n.language)
  const columns = ['title', 'supplier', 'quantity', 'unitPrice', 'total', 'state'] as const
  return (
    <PrintPart title={t('tickets:page.purchases')}>
      <PrintTable head={columns.map((column) => t(`column.${column}`))}>
        {items.map((item) => (
          <tr key={item.id}>
            <td>
              {item.title}
              {item.orderNumber !== '' && (
                <div className={classes['quiet']}>{`${t('column.orderNumber')} ${item.orderNumber}`}</div>
              )}
            </td>
            <td>{item.supplier}</td>
            <td className={classes['number']}>{item.quantity}</td>
            <td className={classes['number']}>{money(item.unitPrice, item.currency)}</td>
            <td className={classes['number']}>{money(purchasePrice(item), item.currency)}</td>
            <td>
              {item.kind === 'part'
                ? t('items:kind.part')
                : t(`items:purchaseState.${PURCHASE_STATES.find((each) => each === item.state) ?? 'wished'}`)}
            </td>
          </tr>
        ))}
      </PrintTable>
      {purchaseTotals(items).map(({ currency, total }) => (
        <p key={currency} className={classes['sum']}>
          {t('totalIn', { currency })}: <strong>{money(total, currency)}</strong>
        </p>
      ))}
    </PrintPart>
  )
}

interface PrintApprovalsProps extends ItemsProps {
  readonly purchases: readonly Item[]
}

/** Who must agree, and what everybody said. */
export function PrintApprovals({ items, purchases }: PrintApprovalsProps) {
  const { t } = useTranslation('tickets')
  const states = approvalStates(items)
  return (
    <PrintPart title={t('page.approvals')}>
      {approvalsInOrder(items, purchases).map(({ approval, about }) => (
        <PrintedApproval
          key={approval.id}
          approval={approval}
          about={about}
          items={items}
          state={states.get(approval.id) ?? 'asked'}
        />
      ))}
    </PrintPart>
  )
}

interface PrintedApprovalProps extends ItemsProps {
  readonly approval: Item
  readonly about: string
  readonly state: ApprovalState
}

function PrintedApproval({ approval, about, items, state }: PrintedApprovalProps) {
  const { t } = useTranslation(['approvals', 'items', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  const words = useApprovalWords()
  const name = (id: string) => directory.personName(id) || t('common:unknownPerson')
  return (
    <article className={classes['approval']}>
      <h3>{`${t('step', { step: approval.step })} · ${approval.title}`}</h3>
      {about !== '' && <p className={classes['quiet']}>{t('about', { title: about })}</p>}
      <p>
        <strong>{t(`items:approvalState.${state}`)}</strong> · {words.standing(approval, items, state)}{' '}
        {words.mode(approval)}
      </p>
      {approval.note !== '' && <PrintText text={approval.note} />}
      <ul>
        {decisionsOn(approval, items).map((decision) => (
          <li key={decision.id}>
            <strong>{name(decision.personId)}</strong>
            {` · ${t(`items:verdict.${decision.verdict === 'no' ? 'no' : 'yes'}`)} · ${dates.full(decision.createdAt)}`}
            {decision.createdBy !== decision.personId &&
              ` · ${t('inPlaceOf', { name: name(decision.createdBy) })}`}
            {decision.note !== '' && <PrintText text={decision.note} />}
          </li>
        ))}
      </ul>
      <p className={classes['quiet']}>
        {t('askedBy', { name: name(approval.createdBy), when: dates.full(approval.createdAt) })}
      </p>
    </article>
  )
}

/** Time by day and person, corrections counted once, and what it comes to. */
export function PrintHours({ items, tasks }: ItemsProps & { readonly tasks: readonly Item[] }) {
  const { t } = useTranslation(['work', 'tickets', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  const name = (id: string) => directory.personName(id) || t('common:unknownPerson')
  const { minutes, byPerson } = workTotals(items)
  const taskOf = (log: Item) => tasks.find(({ id }) => id === log.parentId)?.title ?? ''
  return (
    <PrintPart title={t('tickets:page.work')}>
      <PrintTable head={[t('day'), t('person'), t('note'), t('billable'), t('time')]}>
        {effectiveWork(items).map((log) => (
          <tr key={log.id}>
            <td>{dates.weekday(dayOfInstant(log.startsAt || log.createdAt))}</td>
            <td>{name(log.personId)}</td>
            <td>{[taskOf(log), log.note].filter((word) => word !== '').join(' · ')}</td>
            <td>{t(log.billable ? 'common:yes' : 'common:no')}</td>
            <td className={classes['number']}>{writeDuration(log.minutes)}</td>
          </tr>
        ))}
      </PrintTable>
      {byPerson.length > 1 &&
        byPerson.map((person) => (
          <p key={person.personId} className={classes['sum']}>
            {name(person.personId)}: {writeDuration(person.minutes)}
          </p>
        ))}
      <p className={classes['sum']}>
        {t('together')}: <strong>{writeDuration(minutes)}</strong>
      </p>
    </PrintPart>
  )
}
