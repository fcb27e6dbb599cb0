import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import type { ParentRef } from '#shared/kernel/collection.ts'
import type { StoredDoc } from '../store/store.ts'
import type { ServerWrite } from './hooks.ts'
import type { Road } from './road.ts'
import { isVisible, type Scope } from './scope.ts'
import { parentKey } from './stored.ts'

const PAGE = 200

/** The fields of a notice that hold what others wrote; `yours` is the person's own. */
const OF_OTHERS = ['theirs', 'base'] as const

/** How a notice is written: as the server, by the road of every write. */
type Write = (write: ServerWrite) => Promise<Doc>

/** Takes what others wrote out of the notices about a document, for everybody who does not see it where it lies now. */
export async function forgetAbout(
  road: Road,
  { collection, id }: ParentRef,
  buckets: readonly string[],
  write: Write,
): Promise<void> {
  const scopes = new Map<Id, Scope>()
  for await (const { doc } of notices(road, 'about', parentKey(collection, id))) {
    const personId = String(doc['personId'])
    const scope = scopes.get(personId) ?? (await road.scopes.ofPerson(road.tx, personId))
    scopes.set(personId, scope)
    if (!isVisible(scope, buckets)) await forget(doc, write)
  }
}

/** Takes what others wrote out of somebody's notices about documents they do not see any more. */
export async function forgetUnseen(road: Road, personId: Id, write: Write): Promise<void> {
  const scope = await road.scopes.ofPerson(road.tx, personId)
  for await (const { doc } of notices(road, 'person', personId)) {
    const collection = String(doc['collection'])
    const about = isCollectionName(collection)
      ? await road.tx.doc(collection, String(doc['docId']))
      : undefined
    if (about && !isVisible(scope, about.buckets)) await forget(doc, write)
  }
}

/** Notices that still hold something of others, found by a lookup, page by page. */
async function* notices({ tx }: Road, key: string, value: string): AsyncGenerator<StoredDoc> {
  let last: Id | undefined
  do {
    const page = { limit: PAGE, ...(last === undefined ? {} : { afterId: last }) }
    const found = await tx.find('notices', key, value, page)
    yield* found.filter(({ doc }) => OF_OTHERS.some((field) => holds(doc, field)))
    last = found.length === PAGE ? found.at(-1)?.doc.id : undefined
  } while (last !== undefined)
}

function holds(doc: Doc, field: string): boolean {
  return (doc[field] ?? null) !== null
}

async function forget({ id }: Doc, write: Write): Promise<void> {
  const patch = Object.fromEntries(OF_OTHERS.map((field) => [field, null]))
  await write({ collection: 'notices', docId: id, op: 'change', patch })
}
