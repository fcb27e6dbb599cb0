import type { Id } from '#shared/kernel/ids.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Notice } from '#shared/notices/schema.ts'
import type { AcceptedWrite } from '../../sync/hooks.ts'

/** The document a notice is about, and its ticket. */
export interface About {
  readonly collection: CollectionName
  readonly docId: Id
  readonly ticketId: Id
}

/** Tells one person of what was just written; `purpose` makes the notice of this write the only one of its kind. */
export async function tell(
  { actor, at, now, idFor, write }: AcceptedWrite,
  personId: Id,
  kind: Notice['kind'],
  purpose: string,
  about: About,
): Promise<void> {
  const patch: Partial<Notice> = {
    personId,
    kind,
    at: now,
    ...about,
    theirsBy: actor.personId,
    theirsAt: at,
  }
  await write({ collection: 'notices', docId: idFor(purpose), op: 'create', patch })
}
