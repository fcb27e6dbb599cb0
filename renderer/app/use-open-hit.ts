import { useNavigate } from '@tanstack/react-router'
import { firstValueFrom } from 'rxjs'
import { assertNever } from '#shared/kernel/assert-never.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useReplica } from '../replica/react.tsx'
import type { SearchHit } from '../replica/search/search-protocol.ts'

/**
 * Opens the place of something that was found. An asset has none of its own yet: it leads to who holds it, else to the
 * ticket it was last linked with, else nowhere.
 */
export function useOpenHit(openTicket: (id: Id) => void): (hit: SearchHit) => void {
  const navigate = useNavigate()
  const replica = useReplica()
  const openPerson = (personId: Id) => void navigate({ to: '/people/$personId', params: { personId } })
  const openTicketOf = async (assetId: Id) => {
    const links = await firstValueFrom(replica.find('links', { selector: { toId: assetId } }))
    const living = links.filter(
      ({ deletedAt, fromCollection }) => deletedAt === '' && fromCollection === 'tickets',
    )
    const last = living.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0]
    if (last !== undefined) openTicket(last.fromId)
  }
  return (hit) => {
    const { kind, id } = hit
    switch (kind) {
      case 'ticket':
        return openTicket(id)
      case 'person':
        return openPerson(id)
      case 'article':
        return void navigate({ to: '/knowledge/$articleId', params: { articleId: id } })
      case 'asset':
        return hit.holderId === '' ? void openTicketOf(id) : openPerson(hit.holderId)
      default:
        return assertNever(kind)
    }
  }
}
