import type { Asset } from '#shared/assets/schema.ts'
import { addMinutes, type Instant } from '#shared/kernel/time.ts'
import { messages } from '#shared/messages/collection.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Person } from '#shared/people/schema.ts'
import { tickets } from '#shared/tickets/collection.ts'
import { matrixPriority } from '#shared/tickets/process.ts'
import { ticketBuckets, type Ticket, type TicketStatus } from '#shared/tickets/schema.ts'
import type { Chance } from './random.ts'
import { ORG_ID, SITES, teamFor } from './organisation.ts'
import { ACCESS } from './scenarios/access.ts'
import type { Scenario, Script } from './scenarios/scenario.ts'
import { SERVICES } from './scenarios/services.ts'
import { WORKPLACE } from './scenarios/workplace.ts'

/** A ticket with everything said on it. */
export interface DemoTicket {
  readonly ticket: Ticket
  readonly messages: readonly Message[]
}

export interface DemoCast {
  readonly agents: readonly Person[]
  readonly requesters: readonly Person[]
  readonly assets: readonly Asset[]
}

const SCENARIOS = [...WORKPLACE, ...ACCESS, ...SERVICES]
const DAY = 24 * 60

/** Tickets of the past year, oldest first, busier towards today. `firstNumber` is the number of the oldest. */
export function demoTickets(
  chance: Chance,
  cast: DemoCast,
  count: number,
  firstNumber: number,
  now: Instant,
): DemoTicket[] {
  const ages = Array.from({ length: count }, () => Math.floor(chance.next() ** 1.6 * 364 * DAY) + 20)
  return ages
    .sort((a, b) => b - a)
    .map((age, index) => {
      const createdAt = onWorkingHours(addMinutes(now, -age), now)
      return demoTicket(chance, cast, index, firstNumber + index, createdAt, now)
    })
}

/** Moves an instant into the working day when that stays in the past. */
function onWorkingHours(at: Instant, now: Instant): Instant {
  const day = new Date(at)
  const hour = day.getUTCHours()
  if (hour < 6) day.setUTCHours(6 + (hour % 3))
  if (hour > 16) day.setUTCHours(8 + (hour % 8))
  const moved = day.toISOString()
  return moved < now ? moved : at
}

function statusFor(chance: Chance, ageDays: number): TicketStatus {
  if (ageDays > 21) return chance.happens(0.96) ? 'closed' : 'pending'
  if (ageDays > 6) return chance.pick(['closed', 'closed', 'resolved', 'resolved', 'pending', 'open'])
  if (ageDays > 1) return chance.pick(['resolved', 'open', 'open', 'pending', 'open'])
  return chance.pick(['new', 'new', 'open', 'open'])
}

function demoTicket(
  chance: Chance,
  cast: DemoCast,
  index: number,
  number: number,
  createdAt: Instant,
  now: Instant,
): DemoTicket {
  const scenario = chance.pick(SCENARIOS)
  const requester = chance.pick(cast.requesters)
  const status = statusFor(chance, (Date.parse(now) - Date.parse(createdAt)) / 86_400_000)
  const agent = assigneeFor(chance, cast, requester, scenario)
  const ticketId = `ticket-${String(number)}`
  const fill = filler(chance, cast, requester, agent)
  const script = scenario.scripts[requester.language]
  const assigned = status !== 'new' || chance.happens(0.2)
  const opened: Ticket = {
    ...(tickets.defaults as Ticket),
    id: ticketId,
    rev: 1,
    deletedAt: '',
    kind: scenario.kind,
    label: labelOf(chance),
    number,
    title: fill(script.title),
    status,
    pendingReason: status === 'pending' ? 'requester' : '',
    impact: scenario.impact,
    urgency: scenario.urgency,
    priority: matrixPriority(scenario.impact, scenario.urgency),
    source: chance.happens(0.7) ? 'mail' : 'portal',
    orgId: ORG_ID,
    siteId: requester.siteId,
    departmentId: requester.departmentId,
    categoryId: `category-${scenario.category}`,
    teamId: teamFor(scenario.category),
    requesterId: requester.id,
    assigneeId: assigned ? agent.id : '',
    tags: [...scenario.tags].sort(),
    createdAt,
    createdBy: requester.id,
    channelId: 'mailbox-support',
  }
  return withHistory(
    opened,
    conversation(chance, opened, script, requester, agent, fill, index, now),
    fill(script.solution),
  )
}

/** The state of a ticket that follows from what was said on it. */
function withHistory(ticket: Ticket, said: readonly Message[], solution: string): DemoTicket {
  const publicly = said.filter((message) => message.visibility === 'public')
  const last = publicly.at(-1)?.at ?? ticket.createdAt
  const done = ticket.status === 'resolved' || ticket.status === 'closed'
  const whole: Ticket = {
    ...ticket,
    updatedAt: said.at(-1)?.at ?? ticket.createdAt,
    lastPublicAt: last,
    firstRespondedAt: said.find((message) => message.kind === 'reply')?.at ?? '',
    resolvedAt: done ? last : '',
    closedAt: ticket.status === 'closed' ? last : '',
    resolution: done ? (solution.split('\n\n')[0] ?? '') : '',
  }
  const scope = ticketBuckets(whole)
  return { ticket: whole, messages: said.map((message) => ({ ...message, scope })) }
}

/** How far a conversation went in each state: the steps of the script that were spoken. */
const STEPS: Readonly<Record<TicketStatus, readonly (keyof Script)[]>> = {
  new: ['opening'],
  open: ['opening', 'reply', 'answer', 'note'],
  pending: ['opening', 'note', 'reply'],
  resolved: ['opening', 'reply', 'answer', 'note', 'solution'],
  closed: ['opening', 'reply', 'answer', 'note', 'solution'],
}

function conversation(
  chance: Chance,
  ticket: Ticket,
  script: Script,
  requester: Person,
  agent: Person,
  fill: (text: string) => string,
  index: number,
  now: Instant,
): Message[] {
  const steps = STEPS[ticket.status]
  const age = (Date.parse(now) - Date.parse(ticket.createdAt)) / 60_000
  const pace = Math.max(2, Math.min(300, age / (steps.length + 1)))
  let at = ticket.createdAt
  return steps.map((step, turn) => {
    if (turn > 0) at = addMinutes(at, Math.floor(pace * (0.4 + chance.next() * 0.6)))
    return said(ticket, step, fill(script[step]), requester, agent, at, `${String(index)}-${String(turn)}`)
  })
}

function said(
  ticket: Ticket,
  step: keyof Script,
  text: string,
  requester: Person,
  agent: Person,
  at: Instant,
  mark: string,
): Message {
  const fromRequester = step === 'opening' || step === 'answer'
  const author = fromRequester ? requester : agent
  const incoming = ticket.source === 'mail' ? 'mail' : 'portal'
  return {
    ...(messages.defaults as Message),
    id: `message-${mark}`,
    rev: 1,
    deletedAt: '',
    ticketId: ticket.id,
    kind: fromRequester ? incoming : step === 'note' ? 'note' : 'reply',
    visibility: step === 'note' ? 'private' : 'public',
    authorId: author.id,
    authorName: author.name,
    text,
    subject: fromRequester ? ticket.title : '',
    to: fromRequester ? [] : requester.emails.slice(0, 1),
    at,
    ticketRev: 0,
    delivery: fromRequester || step === 'note' ? 'none' : 'sent',
    mailId: step === 'note' ? '' : `<demo-${mark}@satchel.example>`,
    scope: [],
  }
}

/** Field work goes to the technician of the site, everything else to somebody of the desk. */
function assigneeFor(chance: Chance, cast: DemoCast, requester: Person, scenario: Scenario): Person {
  const technician = cast.agents.find(
    (agent) => agent.siteId === requester.siteId && agent.roles[0]?.role === 'technician',
  )
  const desk = cast.agents.filter((agent) => agent.roles[0]?.role !== 'technician')
  return teamFor(scenario.category) === 'team-field' && technician ? technician : chance.pick(desk)
}

function filler(chance: Chance, cast: DemoCast, requester: Person, agent: Person): (text: string) => string {
  const site = SITES.find((candidate) => candidate.id === requester.siteId) ?? SITES[0]
  const pc = cast.assets.find((asset) => asset.holderId === requester.id)?.name ?? `${site.prefix}-LT-000`
  const printers = cast.assets.filter((asset) => asset.kind === 'printer' && asset.siteId === site.id)
  const printer = chance.pick(printers).name
  const values: Readonly<Record<string, string>> = {
    pc,
    printer,
    site: requester.language === 'fr' ? site.fr : site.name,
    name: requester.name.split(' ')[0] ?? requester.name,
    agent: agent.name,
  }
  return (text) => text.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}

function labelOf(chance: Chance): string {
  return `NEW-${Array.from({ length: 4 }, () => chance.pick([...'23456789ABCDEFGHJKMNPQRSTUVWXYZ'])).join('')}`
}
