import { v7 as uuidv7 } from 'uuid'
import { useTranslation } from 'react-i18next'
import { creates } from '#shared/acts/write.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { systemClock } from '#shared/kernel/time.ts'
import type { LinkChoice } from '#shared/links/ends.ts'
import { createLink, removeLink, type Relation } from '#shared/links/rules.ts'
import type { EndKind, Link } from '#shared/links/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'

/** What can be done to the relations of a ticket; each asks its rule, and removing can be taken back. */
export interface RelationActs {
  add(choice: LinkChoice, collection: EndKind, id: Id): Promise<void>
  remove(relation: Relation): Promise<void>
}

/** The acts on the relations of a ticket; `links` are all of its links. */
export function useRelationActs(ticket: Ticket, links: readonly Link[]): RelationActs {
  const { t } = useTranslation('relations')
  const actor = useActor()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  const showUndo = useUndoToast()
  const deed = () => ({ actor, now: systemClock() })
  return {
    async add(choice, collection, id) {
      const there = await replica.get(collection, id)
      if (there === undefined) return
      const here = { collection: 'tickets', doc: ticket } as const
      const link = createLink(here, choice, { collection, doc: there }, links, deed(), uuidv7)
      if (link.ok) await replica.write([creates('links', link.value)])
      else showRefusal(link.refusal)
    },
    async remove(relation) {
      for (const link of relation.links) {
        const from = await replica.get(link.fromCollection, link.fromId)
        const removed = removeLink(link, { collection: link.fromCollection, doc: from ?? ticket }, deed())
        if (!removed.ok) {
          showRefusal(removed.refusal)
          return
        }
      }
      await replica.write(markGone(relation, systemClock()))
      showUndo(t('removed'), () => void replica.write(markGone(relation, '')))
    },
  }
}

function markGone(relation: Relation, deletedAt: string): readonly WriteRequest[] {
  return relation.links.map(({ id }) => ({
    collection: 'links',
    docId: id,
    op: 'change',
    patch: { deletedAt },
  }))
}
