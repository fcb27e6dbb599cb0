import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { DocumentStore } from '#renderer/replica/document-store.ts'
import { isVisible } from '#sync-server/sync/scope.ts'
import type { SimDevice } from './device.ts'
import type { Damage } from './plan.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

const COLLECTIONS: readonly CollectionName[] = ['tickets', 'tickets', 'messages', 'activity', 'people']

/**
 * Damages a document on a device behind the replica's back, as a faulty disk, a browser that evicts one database, or a
 * bug of ours would. What the server does not know yet is spared: the log shows it again at the start in any case.
 */
export async function damage(
  world: World,
  device: SimDevice,
  documents: DocumentStore,
  how: Damage,
  random: Random,
): Promise<void> {
  const name = how === 'lost' ? random.pick(COLLECTIONS) : 'tickets'
  const ids = (await documents.ids(name)).toSorted()
  const found = [...(await documents.read(name, ids)).values()].filter(({ rev }) => rev > 0)
  if (found.length === 0) return
  const doc = random.pick(found)
  const said = `finds ${name}/${doc.id} r${doc.rev} ${how}`
  if (how === 'lost') await documents.erase(name, [doc.id])
  else {
    const other =
      how === 'stray' ? { ...doc, id: `stray-${doc.id}` } : await earlier(world, device, name, doc)
    if (!other) return
    await documents.put(name, [other])
  }
  device.isDamaged = true
  world.trace.add(device.deviceId, said)
}

/** An earlier version of a document that its person was once served. */
async function earlier(
  { server }: World,
  { personId }: SimDevice,
  name: CollectionName,
  { id, rev }: Doc,
): Promise<Doc | undefined> {
  const scope = await server.scopeOfPerson(personId)
  return server.history.versions.findLast(
    ({ collection, doc, buckets }) =>
      collection === name && doc.id === id && doc.rev < rev && isVisible(scope, buckets),
  )?.doc
}
