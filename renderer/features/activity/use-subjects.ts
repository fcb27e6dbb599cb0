import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { Item } from '#shared/items/schema.ts'
import type { EndKind, Link } from '#shared/links/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDocs } from '#renderer/replica/react.tsx'

/** The work on a ticket and its links, removed ones included: the log speaks of them too. */
export function useTicketParts(ticketId: Id): {
  readonly items: readonly Item[]
  readonly links: readonly Link[]
} {
  const { docs: items } = useDocs('items', { selector: { ticketId } })
  const { docs: from } = useDocs('links', { selector: { fromId: ticketId } })
  const { docs: to } = useDocs('links', { selector: { toId: ticketId } })
  return useMemo(() => ({ items, links: [...from, ...to] }), [items, from, to])
}

/** What people call the documents at the ends of links, and the assets that work is about, by id; nothing for those not on this device. */
export function useEndNames(links: readonly Link[], items: readonly Item[]): (id: Id) => string {
  const directory = useDirectory()
  const ends = [
    ...links.map(({ fromCollection: collection, fromId: id }) => ({ collection, id })),
    ...links.map(({ toCollection: collection, toId: id }) => ({ collection, id })),
    ...items.map(({ assetId: id }) => ({ collection: 'assets' as const, id })),
  ]
  const within = (collection: EndKind) => {
    const ids = ends.filter((end) => end.collection === collection && end.id !== '').map(({ id }) => id)
    return { selector: { id: { $in: [...new Set(ids)] } } }
  }
  const { docs: tickets } = useDocs('tickets', within('tickets'))
  const { docs: assets } = useDocs('assets', within('assets'))
  const { docs: documents } = useDocs('documents', within('documents'))
  const { docs: articles } = useDocs('articles', within('articles'))
  const names = useMemo(
    () =>
      new Map<Id, string>([
        ...tickets.map((ticket) => [ticket.id, `${ticketName(ticket)} ${ticket.title}`] as const),
        ...assets.map(({ id, tag, name }) => [id, `${tag} ${name}`.trim()] as const),
        ...documents.map(({ id, name }) => [id, name] as const),
        ...articles.map(({ id, title }) => [id, title] as const),
      ]),
    [tickets, assets, documents, articles],
  )
  return (id) => names.get(id) ?? directory.personName(id)
}
