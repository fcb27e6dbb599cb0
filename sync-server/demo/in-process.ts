import { approvalSummary } from '#shared/items/approvals.ts'
import type { Item } from '#shared/items/schema.ts'
import { addMinutes, type Instant } from '#shared/kernel/time.ts'
import type { Language, Person } from '#shared/people/schema.ts'
import type { StoredStage, Ticket, TicketStatus } from '#shared/tickets/schema.ts'

const DAY = 24 * 60
const HOUR = 60

interface ProcessWords {
  readonly plan: string
  readonly rollbackPlan: string
  readonly testPlan: string
  readonly reviewNotes: string
  readonly rootCause: string
  readonly workaround: string
}

/** What the demo's changes and problems say beside their conversation. */
const WORDS: Readonly<Record<Language, ProcessWords>> = {
  en: {
    plan: '1. Back up the configuration and print the port table.\n2. Mount the new switch above the old one and load the configuration.\n3. Move the uplinks, then the ports floor by floor.\n4. Check monitoring, telephones and the time clocks.',
    rollbackPlan:
      'The old switch stays in the rack with its configuration. Move the uplinks back: fifteen minutes. Point of no return is 11:00.',
    testPlan: 'Ping of every access switch, one call from each floor, one scan in the warehouse, one badge.',
    reviewNotes: 'Done within the window. The port table was out of date on two ports: updated.',
    rootCause: 'The session table drops idle UDP entries after 1,200 seconds although keep-alives arrive.',
    workaround: 'Use the VPN profile "Brévent 2" (gateway 2) until the firmware is installed.',
  },
  fr: {
    plan: '1. Sauvegarder la configuration et imprimer la table des ports.\n2. Monter le nouveau commutateur au-dessus de l’ancien et charger la configuration.\n3. Déplacer les liens montants, puis les ports étage par étage.\n4. Vérifier la supervision, les téléphones et les badgeuses.',
    rollbackPlan:
      'L’ancien commutateur reste dans la baie avec sa configuration. Rebrancher les liens montants : quinze minutes. Point de non-retour à 11 h.',
    testPlan:
      'Ping de chaque commutateur d’accès, un appel depuis chaque étage, une lecture en entrepôt, un badge.',
    reviewNotes: 'Réalisé dans le créneau. La table des ports était fausse sur deux ports : corrigée.',
    rootCause:
      'La table de sessions supprime les entrées UDP inactives après 1 200 secondes malgré les maintiens de connexion.',
    workaround:
      'Utiliser le profil VPN « Brévent 2 » (passerelle 2) jusqu’à l’installation du micrologiciel.',
  },
}

const CHANGE_STAGES: Readonly<Record<TicketStatus, StoredStage>> = {
  new: 'draft',
  open: 'scheduled',
  pending: 'approval',
  resolved: 'review',
  closed: '',
}

const PROBLEM_STAGES: Readonly<Record<TicketStatus, StoredStage>> = {
  new: 'detected',
  open: 'analysis',
  pending: 'known-error',
  resolved: '',
  closed: '',
}

/** A ticket where its kind stands with its status: stage, plans, causes and what its approvals come to. */
export function inProcess(
  ticket: Ticket,
  items: readonly Item[],
  people: readonly Person[],
  now: Instant,
): Ticket {
  const words = WORDS[people.find(({ id }) => id === ticket.requesterId)?.language ?? 'en']
  const approval = approvalSummary(items)
  switch (ticket.kind) {
    case 'change':
      return asChange({ ...ticket, approval }, words, now)
    case 'problem':
      return asProblem({ ...ticket, approval }, words)
    case 'request':
      return asRequest({ ...ticket, approval })
    default:
      return { ...ticket, approval }
  }
}

/** The Saturday after a ticket was opened, or after now while it is not done, from nine to eleven. */
function asChange(ticket: Ticket, words: ProcessWords, now: Instant): Ticket {
  const { plan, rollbackPlan, testPlan, reviewNotes } = words
  const isDone = ticket.status === 'resolved' || ticket.status === 'closed'
  const plannedStart = saturdayAfter(isDone ? ticket.createdAt : now)
  const waits = ticket.status === 'pending' ? { pendingReason: 'approval' as const } : {}
  const written = ticket.status === 'new' ? {} : { plan, rollbackPlan, testPlan, risk: 'medium' as const }
  return {
    ...ticket,
    ...waits,
    ...written,
    stage:
      ticket.status === 'open' && ticket.approval !== 'approved'
        ? 'assessment'
        : CHANGE_STAGES[ticket.status],
    plannedStart,
    plannedEnd: addMinutes(plannedStart, 2 * HOUR),
    reviewNotes: isDone ? reviewNotes : '',
  }
}

function saturdayAfter(at: Instant): Instant {
  const day = new Date(Date.parse(at) + DAY * 60_000)
  while (day.getUTCDay() !== 6) day.setUTCDate(day.getUTCDate() + 1)
  day.setUTCHours(8, 0, 0, 0)
  return day.toISOString()
}

function asProblem(ticket: Ticket, { rootCause, workaround }: ProcessWords): Ticket {
  const isDone = ticket.status === 'resolved' || ticket.status === 'closed'
  const waits = ticket.status === 'pending' ? { pendingReason: 'change' as const } : {}
  return {
    ...ticket,
    ...waits,
    stage: PROBLEM_STAGES[ticket.status],
    workaround: ticket.status === 'new' ? '' : workaround,
    rootCause: isDone ? rootCause : '',
  }
}

/** What is approved goes on; what waits for an answer waits for that. */
function asRequest(ticket: Ticket): Ticket {
  if (ticket.status === 'resolved') return { ...ticket, stage: 'delivered' }
  if (ticket.status === 'closed') return { ...ticket, confirmedAt: ticket.closedAt }
  const waits = ticket.status === 'pending' && ticket.approval === 'asked'
  return waits ? { ...ticket, stage: 'approval', pendingReason: 'approval' } : ticket
}

/** The day of a technician: their open tickets get visits, three a day from today on, in the order they were opened. */
export function withVisits(
  tickets: readonly Ticket[],
  technicianIds: readonly string[],
  now: Instant,
): Ticket[] {
  const counts = new Map<string, number>()
  return tickets.map((ticket) => {
    const isVisit = technicianIds.includes(ticket.assigneeId) && ticket.kind !== 'change'
    if (!isVisit || !['open', 'pending'].includes(ticket.status)) return ticket
    const nth = counts.get(ticket.assigneeId) ?? 0
    counts.set(ticket.assigneeId, nth + 1)
    if (nth >= VISITS * 3) return ticket
    const plannedStart = visitAt(now, nth)
    return { ...ticket, plannedStart, plannedEnd: addMinutes(plannedStart, HOUR) }
  })
}

/** Visits a day: at eight, half past ten and one o’clock UTC. */
const VISITS = 3
const STARTS = [8 * HOUR, 10 * HOUR + 30, 13 * HOUR] as const

function visitAt(now: Instant, nth: number): Instant {
  const day = new Date(now)
  day.setUTCHours(0, 0, 0, 0)
  const minutes = Math.floor(nth / VISITS) * DAY + (STARTS[nth % VISITS] ?? 0)
  return addMinutes(day.toISOString(), minutes)
}
