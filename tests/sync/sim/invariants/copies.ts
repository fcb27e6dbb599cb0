import { specOf } from '#shared/collections.ts'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { sameValue } from '#shared/kernel/patch.ts'
import { isInReach, monthBefore, type Reach } from '#shared/policy/scope.ts'
import type { Mutation } from '#shared/protocol/wire.ts'
import { KEEP_CLOSED_MONTHS } from '#sync-server/sync/retention.ts'
import { complete } from '#sync-server/sync/stored.ts'
import { rawContents } from '../disk.ts'
import type { SimDevice } from '../device.ts'
import type { Healing } from '../invariants.ts'
import { isInLog, judgedActs } from '../judged-acts.ts'
import { virtualNow } from '../virtual-time.ts'
import { monthsLater } from '../server.ts'
import type { World } from '../world.ts'

/** "A replica at rest equals the server's query of that agent's scope: no document missing, none extra." */
export async function replicaEqualsTheQuery(world: World): Promise<string[]> {
  const problems: string[] = []
  for (const device of world.devices) problems.push(...(await differencesOn(world, device)))
  return problems
}

/** What a device shows otherwise than the server would serve it, in words. */
export async function differencesOn(world: World, device: SimDevice): Promise<string[]> {
  const { server } = world
  const documents = device.program?.documents
  if (!documents) return []
  const problems: string[] = []
  const reach = await reachOf(world, device)
  for (const name of COLLECTION_NAMES) {
    if (!documents.keeps(name)) continue
    const expected = new Map<string, Doc>()
    for (const { doc, buckets } of await server.store.list(name, { limit: 100_000 })) {
      if (isInReach(reach, buckets)) expected.set(doc.id, complete(specOf(name), doc))
    }
    const found = new Map(await documents.read(name, await documents.ids(name)))
    // What its person wrote and the server does not have yet, or cannot read, is shown on the device alone.
    for (const { collection, docId } of device.program?.waiting ?? []) {
      if (collection === name) for (const docs of [expected, found]) docs.delete(docId)
    }
    problems.push(...differences(`${device.deviceId} ${name}`, expected, found))
  }
  return problems
}

/** What a device holds: in its person's scope, and back to the month the server told it last. */
async function reachOf({ server, pulls }: World, { personId, deviceId }: SimDevice): Promise<Reach> {
  return { buckets: await server.scopeOfPerson(personId), since: pulls.get(deviceId)?.since ?? '' }
}

/** Time moves the first month of closed tickets on, on every device; nobody holds less than everybody does. */
export function oldTicketsLeaveInTime({ server, devices, pulls }: World): string[] {
  const now = monthsLater(new Date(virtualNow()).toISOString(), server.monthsAhead)
  return devices.flatMap(({ deviceId, isRevoked }) => {
    const { since = '', months = 0 } = pulls.get(deviceId) ?? {}
    const isRight = months >= KEEP_CLOSED_MONTHS && since === monthBefore(now, months)
    return isRevoked || isRight ? [] : [`${deviceId} holds closed tickets since ${since}, ${months} months`]
  })
}

/**
 * "Digest per scope bucket at start and daily; missing and extra documents are repaired and reported." And a device
 * that nothing damaged never has anything to repair: a repair must not hide that the exchange lost something.
 */
export function whatWasDamagedIsRepaired({ devices, damage }: World): string[] {
  return devices.flatMap((device) => {
    const { deviceId, program, isDamaged, isRevoked } = device
    const { repaired = 0, repairedAt = '' } = program?.status ?? {}
    if (!isDamaged && repaired > 0)
      return [`${deviceId} repaired ${repaired} documents, and nothing was damaged`]
    const { before, comparedAfter } = damage.get(device) ?? { before: [], comparedAfter: 0 }
    if (isRevoked || before.length === 0 || Date.parse(repairedAt) >= comparedAfter) return []
    return [`${deviceId} did not say that it repaired ${before.join(', ')}`]
  })
}

function differences(
  place: string,
  expected: ReadonlyMap<string, Doc>,
  found: ReadonlyMap<string, Doc>,
): string[] {
  const missing = [...expected.keys()].filter((id) => !found.has(id)).map((id) => `${place}/${id} is missing`)
  const extra = [...found.keys()]
    .filter((id) => !expected.has(id))
    .map((id) => `${place}/${id} should not be there`)
  const other = [...expected].flatMap(([id, doc]) => {
    const own = found.get(id)
    if (!own || sameValue(own, doc)) return []
    const fields = Object.keys({ ...doc, ...own }).filter((field) => !sameValue(doc[field], own[field]))
    return fields.map(
      (field) =>
        `${place}/${id}.${field} is ${JSON.stringify(own[field])}, not ${JSON.stringify(doc[field])}`,
    )
  })
  return [...missing, ...extra, ...other]
}

/** "Replaying any request is a no-op with the same answer." */
export async function replayIsANoOp({ server, devices, sent }: World): Promise<string[]> {
  const [process] = server.processes
  if (!process?.sync) return ['no server is up']
  const problems: string[] = []
  for (const device of devices) {
    const actor = await server.authenticate(device.personId, device.deviceId)
    if (typeof actor === 'string') continue
    const mutations = sentBy(device, sent).filter(([key]) => server.history.judged.has(key))
    const head = await server.store.head()
    for (const [key, mutation] of mutations) {
      const [answer] = await process.sync.push(actor, [structuredClone(mutation)])
      const first = server.history.judged.get(key)?.answer
      const { doc: mine, gone: _gone, ...again } = answer ?? { doc: undefined }
      const { doc: yours, ...before } = first ?? { doc: undefined }
      const isSame = sameValue(again, before) && (mine === undefined || sameValue(mine, yours))
      if (!isSame)
        problems.push(`${key} was answered ${JSON.stringify(before)}, again ${JSON.stringify(again)}`)
    }
    if ((await server.store.head()) !== head)
      problems.push(`replaying what ${device.deviceId} sent wrote something`)
    problems.push(...(await pullTwice(process.sync, actor, device)))
  }
  return problems
}

async function pullTwice(
  sync: NonNullable<World['server']['processes'][number]['sync']>,
  actor: Parameters<typeof sync.pull>[0],
  { deviceId }: SimDevice,
): Promise<string[]> {
  const once = await sync.pull(actor, undefined, 50)
  const again = await sync.pull(actor, undefined, 50)
  const strip = (page: typeof once) => page.ok && { ...page.value, now: '' }
  return sameValue(strip(once), strip(again))
    ? []
    : [`${deviceId} pulls the same cursor and gets another page`]
}

function sentBy({ deviceId }: SimDevice, sent: ReadonlyMap<string, Mutation>): [string, Mutation][] {
  return [...sent].filter(([key]) => key.startsWith(`${deviceId}/`))
}

/** "No change becomes visible at position p while a lower position may still appear." */
export function noLateLowerPosition({ server }: World): readonly string[] {
  return server.history.late
}

/** "No byte outside an agent's scope is ever sent; conflict answers, counts and errors included." */
export function nothingOutsideTheScopeIsSent({ leaks }: World): readonly string[] {
  return leaks
}

/**
 * "When scope is lost, the content is gone from raw IndexedDB and from the search index. When a device is revoked,
 * its key is destroyed first, its data next." The search index and the key are not part of the simulation.
 */
export async function lostScopeIsGoneFromTheDisk(world: World): Promise<string[]> {
  const { devices, words } = world
  const problems: string[] = []
  for (const device of devices) {
    const contents = rawContents(device.disk)
    if (device.isRevoked) {
      const left = [...contents].filter(([, rows]) => rows.length > 0).map(([place]) => place)
      if (left.length > 0) problems.push(`${device.deviceId} was revoked and still holds ${left.join(', ')}`)
      continue
    }
    const reach = await reachOf(world, device)
    for (const [place, rows] of contents) {
      const leaks = words.onDisk(JSON.stringify(rows.map(withoutOwnWords)), device.personId, reach)
      problems.push(...leaks.map((leak) => `${device.deviceId} ${place} still holds ${leak}`))
    }
  }
  return problems
}

/**
 * A row without what its person wrote or was told in person: an act they saved is kept for 30 days to be offered
 * again, and a notice is theirs.
 */
function withoutOwnWords(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row
  if ('personId' in row && 'yours' in row) return {}
  const { patch: _own, ...rest } = row as { readonly patch?: unknown }
  return rest
}

/** "One poison mutation delays nobody, not even its own device's other documents." */
export function poisonDelaysNobody(world: World): string[] {
  const poisoned = new Set(
    world.intents
      .filter(({ isPoison }) => isPoison)
      .flatMap(({ requests }) => requests.map(({ docId }) => docId)),
  )
  const stuck = world.devices.flatMap(({ deviceId, program }) =>
    (program?.waiting ?? [])
      .filter(({ docId, lastError }) => !poisoned.has(docId) && lastError !== 'waits-for-parent')
      .map(({ id, lastError }) => `${deviceId}/${id} still waits (${lastError})`),
  )
  const silent = judgedActs(world)
    .filter(({ intent, judged }) => intent.isPoison && intent.saved && !intent.device.isRevoked && !judged)
    .filter((act) => !isInLog(act))
    .map(({ key }) => `the poison ${key} is neither rejected nor kept`)
  return [...stuck, ...silent]
}

/** "Within 30 s after a fault heals, queues are empty and digests equal." */
export function everythingHealsInTime(
  _world: World,
  { quietAfter, repairedAfter, allowed }: Healing,
): string[] {
  return [quietAfter, repairedAfter].flatMap((after) => {
    if (after === undefined) return ['it never comes to rest']
    return after <= allowed ? [] : [`it took ${after} ms to come to rest`]
  })
}
