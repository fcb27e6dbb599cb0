import { addMinutes, type Instant } from '#shared/kernel/time.ts'
import { messages } from '#shared/messages/collection.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Person } from '#shared/people/schema.ts'
import { tickets } from '#shared/tickets/collection.ts'
import { ticketBuckets, type Ticket } from '#shared/tickets/schema.ts'
import { ORG_ID } from './organisation.ts'
import type { DemoTicket } from './tickets.ts'

const DAY = 24 * 60

interface PlannedRelease {
  readonly title: string
  readonly opening: string
  readonly fields: Partial<Ticket>
  /** Days before now it was opened, and days from now of its window. */
  readonly opened: number
  readonly window: number
}

const RELEASES: readonly PlannedRelease[] = [
  {
    title: 'Windows 11 25H2 for all three sites',
    opening:
      'Ring 1 (IT) has run without findings for two weeks. Ring 2 takes in finance and engineering, ring 3 everybody else. The changes of each site are part of this release.',
    opened: 24,
    window: 9,
    fields: {
      status: 'open',
      stage: 'test',
      plan: 'Ring 1: 12 computers of IT.\nRing 2: 45 computers, finance and engineering.\nRing 3: everything else, site by site.',
      testPlan:
        'Docking, printing, VPN, ERP client, label printers in the warehouse. Ten users of ring 2 confirm.',
      rollbackPlan: 'Uninstall within ten days, image of the day before for twelve machines of ring 2.',
    },
  },
  {
    title: 'ERP 8.4: goods receipt and new label layout',
    opening:
      'The supplier delivers 8.4 with the correction of the goods receipt. Key users test on Thursday, the go-live is planned for the weekend after.',
    opened: 6,
    window: 22,
    fields: { status: 'new', stage: 'planning' },
  },
]

/** The releases that are under way, newest last; numbers go on from `firstNumber`. */
export function demoReleases(agents: readonly Person[], firstNumber: number, now: Instant): DemoTicket[] {
  const owner = agents.find(({ id }) => id === 'agent-5')
  return RELEASES.map((release, index) => {
    const createdAt = addMinutes(now, -release.opened * DAY)
    const plannedStart = addMinutes(now, release.window * DAY)
    const number = firstNumber + index
    const ticket: Ticket = {
      ...(tickets.defaults as Ticket),
      id: `ticket-${String(number)}`,
      rev: 1,
      deletedAt: '',
      kind: 'release',
      label: `NEW-RLS${String(index + 2)}`,
      number,
      title: release.title,
      source: 'console',
      orgId: ORG_ID,
      categoryId: 'category-applications',
      teamId: 'team-applications',
      requesterId: owner?.id ?? '',
      assigneeId: owner?.id ?? '',
      tags: ['release'],
      createdAt,
      createdBy: owner?.id ?? '',
      updatedAt: createdAt,
      lastPublicAt: createdAt,
      plannedStart,
      plannedEnd: addMinutes(plannedStart, 6 * 60),
      ...release.fields,
    }
    return { ticket, messages: [openingOf(ticket, release.opening, owner)] }
  })
}

function openingOf(ticket: Ticket, text: string, author: Person | undefined): Message {
  return {
    ...(messages.defaults as Message),
    id: `message-${ticket.id}-opening`,
    rev: 1,
    deletedAt: '',
    ticketId: ticket.id,
    kind: 'note',
    visibility: 'private',
    authorId: author?.id ?? '',
    authorName: author?.name ?? '',
    text,
    at: ticket.createdAt,
    scope: ticketBuckets(ticket),
  }
}
