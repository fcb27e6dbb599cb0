import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { tickets } from '#shared/tickets/collection.ts'

const SUBJECTS = [
  'Laptop does not wake from sleep after the last update',
  'No sound in the meeting room on the second floor',
  'Access to the shared calendar of the sales team',
  'Printer prints blank pages since this morning',
  'New employee starts on Monday and needs a workstation',
  'VPN disconnects every few minutes on the train',
  'Password of the payroll portal has expired',
  'Licence for the drawing program is about to end',
]
const SENTENCES = [
  'The user reports that it worked until yesterday evening.',
  'Restarting the machine did not change anything.',
  'The log of the device shows repeated time-outs against the directory.',
  'We replaced the cable and moved the machine to another port of the switch.',
  'The driver was rolled back to the version before, and the fault did not come again.',
  'Documented in the knowledge base for the next time.',
]
const TAGS = ['hardware', 'network', 'account', 'printing', 'vpn', 'onboarding', 'licence', 'audio']
const MINUTE = 60_000
const FIRST = Date.UTC(2024, 0, 8, 7)

/** The ticket number `at` of an organisation, as a server holds it: a few long, most short, two in five closed. */
export function benchTicket(at: number, orgId: Id): Doc {
  const createdAt = FIRST + at * 11 * MINUTE
  const isClosed = at % 5 < 2
  const after = (minutes: number) => new Date(createdAt + minutes * MINUTE).toISOString()
  return {
    ...tickets.defaults,
    id: benchTicketId(at),
    rev: 1 + (at % 7),
    deletedAt: '',
    kind: at % 4 === 0 ? 'request' : 'incident',
    label: `NEW-${(at % 46_656).toString(36).toUpperCase().padStart(4, '0')}`,
    number: at + 1,
    title: `${pick(SUBJECTS, at)} (${at})`,
    status: isClosed ? 'closed' : pick(['new', 'open', 'pending', 'resolved'], at),
    impact: pick(['low', 'medium', 'high'], at),
    urgency: pick(['medium', 'low', 'high'], at >> 1),
    priority: pick(['low', 'normal', 'high', 'urgent'], at >> 2),
    source: pick(['mail', 'portal', 'console', 'phone'], at),
    orgId,
    siteId: benchId(0x21, at % 30),
    departmentId: benchId(0x22, at % 60),
    categoryId: benchId(0x23, at % 45),
    teamId: benchId(0x24, at % 12),
    requesterId: benchId(0x25, (at * 7) % 3000),
    assigneeId: at % 6 === 0 ? '' : benchId(0x26, at % 40),
    watcherIds: at % 3 === 0 ? [benchId(0x25, at % 3000), benchId(0x26, at % 40)] : [],
    tags: [pick(TAGS, at), pick(TAGS, at + 3)].sort(),
    resolution: isClosed ? text(at, 4) : '',
    rootCause: at % 10 === 0 ? text(at, 3) : '',
    workaround: at % 8 === 0 ? text(at + 1, 2) : '',
    createdAt: after(0),
    createdBy: benchId(0x25, (at * 7) % 3000),
    updatedAt: after(40 + (at % 4000)),
    lastPublicAt: after(35),
    firstRespondedAt: after(12),
    resolvedAt: isClosed ? after(300) : '',
    closedAt: isClosed ? after(3000) : '',
    responseDueAt: after(60),
    resolutionDueAt: after(960),
  }
}

/** The id of the ticket number `at`. */
export function benchTicketId(at: number): Id {
  return benchId(0x10, at)
}

/** The assignee whose list is asked for while tickets arrive. */
export const benchAssignee: Id = benchId(0x26, 2)

/** The id number `at` of one kind of document: tickets 0x10, sites 0x21, departments 0x22, categories 0x23, teams 0x24, people 0x25 and 0x26. */
export function benchId(kind: number, at: number): Id {
  const tail = Math.imul(at + 1, 0x9e3779b1) >>> 0
  return `0190${kind.toString(16)}a0-${hex(at >> 16, 4)}-7${hex(at & 0xfff, 3)}-8${hex(tail & 0xfff, 3)}-${hex(at, 12)}`
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

function text(at: number, sentences: number): string {
  return Array.from({ length: sentences }, (_, each) => pick(SENTENCES, at + each)).join(' ')
}

function pick<T>(from: readonly T[], at: number): T {
  return from[at % from.length] as T
}
