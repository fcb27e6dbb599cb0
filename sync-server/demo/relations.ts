import type { Asset } from '#shared/assets/schema.ts'
import { links } from '#shared/links/collection.ts'
import { isPossible } from '#shared/links/ends.ts'
import type { EndKind, Link, LinkKind } from '#shared/links/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { ticketBuckets } from '#shared/tickets/schema.ts'
import { bucketsOf } from '#shared/kernel/collection.ts'

/** Tags of tickets that an article explains, with the article's number. */
const ARTICLES: readonly (readonly [tag: string, article: number])[] = [
  ['docking', 5],
  ['vpn', 2],
  ['phishing', 4],
  ['driver', 3],
  ['password', 1],
]

/** How many tickets of a kind are linked with one another. */
const MOST = 12

/** How the demo's tickets hang together with each other, with equipment and with articles. */
export function demoLinks(tickets: readonly Ticket[], assets: readonly Asset[]): Link[] {
  return [
    ...tickets.flatMap((ticket) => ownAssets(ticket, assets)),
    ...tickets.flatMap(explained),
    ...vpnProblem(tickets),
    ...releaseParts(tickets),
    ...duplicates(tickets),
    ...printers(assets),
  ]
}

/** Equipment named in a title, else the computer of who asked where it is about a workstation. */
function ownAssets(ticket: Ticket, assets: readonly Asset[]): Link[] {
  const named = assets.find(({ name }) => ticket.title.includes(name))
  const isAboutTheirs = ['category-workstation', 'category-mobile'].includes(ticket.categoryId)
  const held = isAboutTheirs
    ? assets.find(({ holderId, kind }) => holderId === ticket.requesterId && kind === 'computer')
    : undefined
  const asset = named ?? held
  return asset ? [ticketLink(ticket, 'concerns', 'assets', asset.id)] : []
}

function explained(ticket: Ticket): Link[] {
  if (ticket.status !== 'resolved' && ticket.status !== 'open') return []
  const [, article] = ARTICLES.find(([tag]) => ticket.tags.includes(tag)) ?? []
  return article === undefined
    ? []
    : [ticketLink(ticket, 'explained-by', 'articles', `article-${String(article)}-fr`)]
}

/** The incidents behind the problem of the VPN gateway. */
function vpnProblem(tickets: readonly Ticket[]): Link[] {
  const problem = tickets.findLast(({ kind }) => kind === 'problem')
  if (!problem) return []
  const incidents = tickets.filter(({ kind, tags }) => kind === 'incident' && tags.includes('vpn'))
  return incidents.slice(-MOST).map((ticket) => ticketLink(ticket, 'caused-by', 'tickets', problem.id))
}

function releaseParts(tickets: readonly Ticket[]): Link[] {
  const release = tickets.find(({ kind }) => kind === 'release')
  const parts = tickets.filter(({ kind, status }) => kind === 'change' && status !== 'closed').slice(-3)
  return release ? parts.map((change) => ticketLink(change, 'part-of', 'tickets', release.id)) : []
}

function duplicates(tickets: readonly Ticket[]): Link[] {
  return tickets
    .filter(({ mergedIntoId }) => mergedIntoId !== '')
    .map((ticket) => ticketLink(ticket, 'duplicate-of', 'tickets', ticket.mergedIntoId))
}

/** Two computers of each printer’s site that print on it. */
function printers(assets: readonly Asset[]): Link[] {
  return assets
    .filter(({ kind }) => kind === 'printer')
    .flatMap((printer) =>
      assets
        .filter(({ kind, siteId }) => kind === 'computer' && siteId === printer.siteId)
        .slice(0, 2)
        .map((computer) =>
          link('assets', computer.id, 'connected-to', 'assets', printer.id, {
            createdAt: computer.createdAt,
            scope: bucketsOf({ org: computer.orgId, site: computer.siteId }),
          }),
        ),
    )
}

function ticketLink(ticket: Ticket, kind: LinkKind, toCollection: EndKind, toId: string): Link {
  return link('tickets', ticket.id, kind, toCollection, toId, {
    createdAt: ticket.updatedAt,
    createdBy: ticket.assigneeId || ticket.createdBy,
    scope: ticketBuckets(ticket),
  })
}

function link(
  fromCollection: EndKind,
  fromId: string,
  kind: LinkKind,
  toCollection: EndKind,
  toId: string,
  fields: Partial<Link>,
): Link {
  if (!isPossible(kind, fromCollection, toCollection)) throw new Error(`The demo links ${fromId} wrongly.`)
  const ends = { kind, fromCollection, fromId, toCollection, toId }
  const id = `link-${kind}-${fromId}-${toId}`.slice(0, 64)
  return { ...(links.defaults as Link), id, rev: 1, deletedAt: '', ...ends, ...fields }
}

/** Two reports of one thing by two people: the later one was merged into the earlier. */
export function withDuplicates(tickets: readonly Ticket[]): Ticket[] {
  const isReport = ({ kind, status }: Ticket) => kind === 'incident' && status === 'closed'
  const merged = new Map<string, string>()
  const reports = tickets.filter(isReport).slice(-120)
  for (const [at, ticket] of reports.entries()) {
    const earlier = reports
      .slice(0, at)
      .findLast(
        (other) =>
          other.title === ticket.title &&
          other.siteId === ticket.siteId &&
          other.requesterId !== ticket.requesterId &&
          !merged.has(other.id),
      )
    if (earlier && merged.size < 4) merged.set(ticket.id, earlier.id)
  }
  const into = new Set(merged.values())
  return tickets.map((ticket) => {
    const targetId = merged.get(ticket.id)
    if (targetId === undefined || into.has(ticket.id)) return ticket
    return { ...ticket, mergedIntoId: targetId, stage: '' }
  })
}
