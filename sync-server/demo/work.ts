import { decisionId } from '#shared/items/decision-id.ts'
import { approvalStates } from '#shared/items/approvals.ts'
import { items } from '#shared/items/collection.ts'
import { positionAtEnd } from '#shared/items/position.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { addMinutes, type Instant } from '#shared/kernel/time.ts'
import type { Person } from '#shared/people/schema.ts'
import { ticketBuckets, type Ticket } from '#shared/tickets/schema.ts'
import { WORK_PLANS, type PlanWords, type WorkPlan } from './scenarios/work-plan.ts'

const DAY = 24 * 60

/** Everything the work of one ticket is made from. */
interface Site {
  readonly ticket: Ticket
  readonly plan: WorkPlan
  readonly words: PlanWords
  readonly agents: readonly Person[]
  readonly now: Instant
  /** How much of the work is done, from 0 to 1. */
  readonly share: number
}

/** Tasks, purchases, approvals and time of the demo's tickets, as far as their kind of work is planned. */
export function demoWork(
  tickets: readonly Ticket[],
  people: readonly Person[],
  now: Instant,
): readonly Item[] {
  const agents = people.filter((person) => person.roles.some(({ role }) => role !== 'requester'))
  return tickets.flatMap((ticket) => {
    const plan = WORK_PLANS[`${ticket.kind}/${ticket.categoryId.replace('category-', '')}`]
    if (plan === undefined) return []
    const language = people.find(({ id }) => id === ticket.requesterId)?.language ?? 'en'
    const site = { ticket, plan, words: plan.words[language], agents, now, share: shareDone(ticket) }
    return settled([...tasks(site), ...purchases(site), ...approvals(site), ...time(site)])
  })
}

/** Approvals stand where their decisions lead. */
function settled(work: readonly Item[]): Item[] {
  const states = approvalStates(work)
  return work.map((item) => ({ ...item, state: states.get(item.id) ?? item.state }))
}

function shareDone({ status }: Ticket): number {
  if (status === 'resolved' || status === 'closed') return 1
  return status === 'new' ? 0 : 0.5
}

function anItem(site: Site, id: Id, fields: Partial<Item>): Item {
  const { ticket } = site
  return {
    ...(items.defaults as Item),
    id: `${ticket.id}-${id}`,
    rev: 1,
    deletedAt: '',
    ticketId: ticket.id,
    createdAt: ticket.createdAt,
    createdBy: workerOf(site),
    scope: ticketBuckets(ticket),
    ...fields,
  }
}

function workerOf({ ticket, agents }: Site): Id {
  return ticket.assigneeId || (agents[0]?.id ?? '')
}

function idOf(agents: readonly Person[], name: string): Id {
  return agents.find((person) => person.name === name)?.id ?? ''
}

function finished(site: Site, isDone: boolean): Partial<Item> {
  if (!isDone) return { state: 'open' }
  return { state: 'done', doneAt: site.ticket.updatedAt, doneBy: workerOf(site) }
}

/** The first ones are done, the one after them has a day in this week. */
function tasks(site: Site): Item[] {
  const { words, share, ticket, now } = site
  const done = Math.floor(words.tasks.length * share)
  const placed: Item[] = []
  const steps = words.tasks.flatMap(([title, ...checklist], index) => {
    const isDone = index < done
    const dueAt = index > done || share === 1 ? '' : addMinutes(now, (1 - index) * DAY)
    const task = anItem(site, `task-${String(index)}`, {
      kind: 'task',
      title,
      position: positionAtEnd(placed),
      assigneeId: index % 3 === 2 ? '' : ticket.assigneeId,
      dueAt,
      ...finished(site, isDone),
    })
    placed.push(task)
    const ofTask: Item[] = []
    for (const [at, line] of checklist.entries()) {
      const isTicked = isDone || (index === done && at === 0 && share > 0)
      ofTask.push(
        anItem(site, `step-${String(index)}-${String(at)}`, {
          kind: 'step',
          parentId: task.id,
          title: line,
          position: positionAtEnd(ofTask),
          ...finished(site, isTicked),
        }),
      )
    }
    return ofTask
  })
  return [...placed, ...steps]
}

const ON_THE_WAY = ['ordered', 'approved', 'wished'] as const

function purchases(site: Site): Item[] {
  const { plan, words, share } = site
  const placed: Item[] = []
  for (const [index, purchase] of plan.purchases.entries()) {
    const underWay = share === 0 ? 'wished' : (ON_THE_WAY[index] ?? 'wished')
    const state = share === 1 ? 'received' : underWay
    placed.push(
      anItem(site, `purchase-${String(index)}`, {
        kind: 'purchase',
        title: words.purchases[index] ?? '',
        position: positionAtEnd(placed),
        currency: 'EUR',
        orderNumber: state === 'ordered' || state === 'received' ? orderNumber(site, index) : '',
        ...purchase,
        state,
      }),
    )
  }
  return placed
}

function orderNumber({ ticket }: Site, index: number): string {
  return `BC-${ticket.createdAt.slice(0, 4)}-${String(ticket.number * 3 + index).padStart(5, '0')}`
}

/** The first step is decided once the work has begun, the others when it is over. */
function approvals(site: Site): Item[] {
  const { plan, words, agents, share, ticket } = site
  const placed: Item[] = []
  const decisions = plan.approvals.flatMap((asked, index) => {
    const isScheduled = ticket.kind === 'change' && ticket.status === 'open'
    const isDecided = share === 1 || isScheduled || (share > 0 && index === 0)
    const approverIds = asked.of.map((name) => idOf(agents, name)).toSorted()
    const approval = anItem(site, `approval-${String(index)}`, {
      kind: 'approval',
      title: words.approvals[index] ?? '',
      position: positionAtEnd(placed),
      step: asked.step,
      mode: asked.mode,
      approverIds,
      state: index === 0 || isDecided ? 'asked' : 'waiting',
    })
    placed.push(approval)
    const voters = isDecided ? approverIds.slice(0, asked.mode === 'one' ? 1 : undefined) : []
    return voters.map((personId) =>
      anItem(site, '', {
        id: decisionId(approval.id, personId),
        kind: 'decision',
        parentId: approval.id,
        state: '',
        verdict: 'yes',
        personId,
        createdBy: personId,
        createdAt: ticket.updatedAt,
      }),
    )
  })
  return [...placed, ...decisions]
}

function time(site: Site): Item[] {
  const { plan, words, share, ticket } = site
  const entries = share === 0 ? [] : plan.work.slice(0, share === 1 ? undefined : 1)
  return entries.map(([minutes, billable], index) =>
    anItem(site, `work-${String(index)}`, {
      kind: 'work-log',
      state: '',
      minutes,
      billable,
      note: words.work[index] ?? '',
      parentId: `${ticket.id}-task-${String(index)}`,
      personId: workerOf(site),
      createdAt: addMinutes(ticket.createdAt, 60 * (index + 1)),
    }),
  )
}
