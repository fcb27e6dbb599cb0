import { specOf } from '#shared/collections.ts'
import { kindOf, type Doc, type FieldKind, type ValueMap } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { isSetDelta, sameValue, valueAt } from '#shared/kernel/patch.ts'
import type { Notice } from '#shared/notices/schema.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import {
  chainsOf,
  isInLog,
  isTakenUp,
  judgedActs,
  noticesOf,
  writerOf,
  type JudgedAct,
} from '../judged-acts.ts'
import { isUnreadable } from '../acts.ts'
import type { Version } from '../history.ts'
import type { World } from '../world.ts'

/** Fields in which both sides say the same in other words: the one that gives way is nobody's loss. */
const QUIET = ['resolvedAt', 'closedAt', 'prioritySource', 'deletedAt']
/** Two people who brought one thing to the same end are of one mind: whose name and hour stand there is no loss. */
const OF_AN_END = ['doneAt', 'doneBy']

/** What hangs on a write that cannot even be read waits in the log with it. */
const isStuck = (act: JudgedAct) => isUnreadable(act.request) && (isInLog(act) || act.intent.device.isRevoked)

/** "Every local write is, in the end, accepted, merged, or kept as a conflict or a rejection that a person can open." */
export function everyWriteIsAccountedFor(world: World): string[] {
  const problems: string[] = []
  const notices = noticesOf(world.server.history)
  const lastOrder = new Map<string, number>()
  for (const act of judgedActs(world)) {
    const { intent, key, judged, mutationId, request } = act
    if (!judged) {
      const isExcused = !intent.saved || intent.device.isRevoked || isStuck(act)
      if (!isExcused) problems.push(`${key} was saved and never judged: ${JSON.stringify(request)}`)
      continue
    }
    const { deviceId } = intent.device
    // What waits for its parent is taken up when that comes, whatever was saved since.
    if (!world.server.history.parked.has(key)) {
      if (judged.order < (lastOrder.get(deviceId) ?? -1))
        problems.push(`${key} was taken up before what came before it`)
      lastOrder.set(deviceId, judged.order)
    }
    if (judged.answer.status === 'parked') {
      if (!isInLog(act) && !intent.device.isRevoked)
        problems.push(`${key} is parked and its author does not see it`)
      continue
    }
    if (judged.answer.status !== 'rejected') {
      if (!world.server.history.latest.has(`${request.collection}/${request.docId}`))
        problems.push(`${key} was accepted and its document is not there`)
      continue
    }
    const kept = notices.some(
      (notice) =>
        notice.mutationId === mutationId &&
        notice.kind === 'rejection' &&
        notice.personId === intent.device.personId &&
        Object.entries(request.patch).every(([field, value]) =>
          sameValue((notice.yours as Doc)[field], value),
        ),
    )
    if (!kept) problems.push(`${key} was rejected and its text is not kept: ${JSON.stringify(request.patch)}`)
  }
  return problems
}

/** "Every acknowledged mutation survives kill -9 and power loss of the server, and restore from backup." */
export function acknowledgedSurvives({ answers, server, devices }: World): string[] {
  const revoked = new Set(devices.filter(({ isRevoked }) => isRevoked).map(({ deviceId }) => deviceId))
  return [...answers].flatMap(([key, { answer, restores }]) => {
    const judged = server.history.judged.get(key)
    // A device that was wiped cannot offer again what a restored server lost.
    if (!judged)
      return revoked.has(key.split('/')[0] ?? '') && restores < server.restores ? [] : [`${key} is lost`]
    const isFinal = restores === server.restores && answer.status !== 'parked'
    if (!isFinal || judged.answer.status === answer.status) return []
    return [`${key} was answered ${answer.status} and is ${judged.answer.status}`]
  })
}

/** "Concurrent edits of different fields both survive." */
export function concurrentFieldsBothSurvive(world: World): string[] {
  return judgedActs(world).flatMap((act) => {
    const { key, request, before, made } = act
    if (!made || !isTakenUp(act)) return []
    const spec = specOf(request.collection)
    const found: Doc = before?.doc ?? newDoc(spec, request.docId, {})
    const touched = fieldsOf(spec.fields, found, made.doc).filter(
      (field) => !sameValue(valueAt(made.doc, field), valueAt(found, field)),
    )
    return touched
      .filter((field) => !Object.hasOwn(request.patch, field) && kindOf(spec.fields, field) !== 'derived')
      .map((field) => `${key} changed ${field}, which its author did not touch`)
  })
}

/** The fields of some documents as patches name them: a map key by key. */
function fieldsOf(kinds: Readonly<Record<string, FieldKind>>, ...docs: readonly Doc[]): string[] {
  const names = docs.flatMap((doc) =>
    Object.keys(doc).flatMap((field) =>
      kinds[field] === 'map' ? Object.keys(doc[field] as ValueMap).map((key) => `${field}.${key}`) : field,
    ),
  )
  return [...new Set(names)].filter((field) => field !== 'rev' && field !== 'id')
}

/**
 * "Concurrent edits of one field resolve the same everywhere; the losing value, its author and time stay retrievable,
 * with one click to take it instead." That it is the same everywhere is shown by invariant 3.
 */
export function oneFieldResolvesTheSameAndTheLoserKeepsIt(world: World): string[] {
  const chains = chainsOf(world.server.history)
  const notices = noticesOf(world.server.history)
  const acts = judgedActs(world)
  const problems = acts.flatMap((act) => {
    if (!isTakenUp(act)) return []
    const chain = chains.get(`${act.request.collection}/${act.request.docId}`) ?? []
    return Object.keys(act.request.patch).flatMap((field) => lossOf(world, act, field, chain, notices))
  })
  return [...problems, ...uncalledFor(acts, notices)]
}

function lossOf(
  world: World,
  act: JudgedAct,
  field: string,
  chain: readonly Version[],
  notices: readonly Notice[],
): string[] {
  const { request, before, made } = act
  switch (kindOf(specOf(request.collection).fields, field)) {
    case 'value':
      return lostValue(world, act, field, chain, notices)
    case 'text':
      return lostLines(act, field, notices)
    case 'set': {
      const wish = request.patch[field]
      const stands = ((made ?? before)?.doc[field] ?? []) as readonly string[]
      const added = isSetDelta(wish) ? (wish.$add ?? []) : (wish as readonly string[])
      return added
        .filter((word) => !stands.includes(word))
        .map((word) => `${act.key}: ${word} was not added to ${field}`)
    }
    default:
      return []
  }
}

function lostValue(
  world: World,
  act: JudgedAct,
  field: string,
  chain: readonly Version[],
  notices: readonly Notice[],
): string[] {
  const { request, seen, before, made, key, mutationId, intent } = act
  if (QUIET.includes(field) || !before) return []
  const mine = request.patch[field]
  const seenValue = seen && valueAt(seen, field)
  if (OF_AN_END.includes(field) && sameValue(request.patch['state'], before.doc['state'])) return []
  const found = valueAt(before.doc, field)
  const stands = valueAt((made ?? before).doc, field)
  if (!sameValue(stands, mine)) {
    const isMeant = !sameValue(mine, seenValue)
    const isTold = notices.some(
      (notice) =>
        notice.mutationId === mutationId &&
        notice.personId === intent.device.personId &&
        (notice.field === field ? sameValue(notice.yours, mine) : sameValue(notice.companions[field], mine)),
    )
    return isMeant && !isTold
      ? [`${key}: ${field} ${JSON.stringify(mine)} lost to ${JSON.stringify(stands)}, untold`]
      : []
  }
  if (sameValue(found, mine) || sameValue(found, seenValue)) return []
  const device = wishedFor(world, writerOf(chain, before, field), field)
  if (device === undefined || device === intent.device.deviceId) return []
  const loser = device.split('-')[0]
  const isTold = notices.some(
    (notice) =>
      notice.kind === 'conflict' &&
      notice.personId === loser &&
      notice.docId === request.docId &&
      (notice.field === field ? sameValue(notice.yours, found) : Object.hasOwn(notice.companions, field)),
  )
  return isTold
    ? []
    : [`${key}: ${field} ${JSON.stringify(found)} of ${loser} was overwritten unseen, untold`]
}

/**
 * The device whose person wished for the value a field got in a version; undefined where the server wrote it, also as
 * a consequence of what somebody wished for: a reply opens its ticket, and nobody typed that.
 */
function wishedFor({ sent }: World, { cause, collection, doc }: Version, field: string): Id | undefined {
  const mutation = sent.get(cause)
  const isWished =
    mutation?.collection === collection &&
    mutation.docId === doc.id &&
    sameValue(mutation.patch[field], valueAt(doc, field))
  return isWished ? cause.split('/')[0] : undefined
}

const linesOf = (text: unknown) => String(text ?? '').split('\n')

function lostLines(act: JudgedAct, field: string, notices: readonly Notice[]): string[] {
  const { request, seen, before, made, key, mutationId } = act
  if (notices.some((notice) => notice.mutationId === mutationId && notice.field === field)) return []
  const known = linesOf(seen?.[field])
  const stands = linesOf((made ?? before)?.doc[field])
  const mine = linesOf(request.patch[field]).filter((line) => !known.includes(line) && !stands.includes(line))
  const theirs = linesOf(before?.doc[field]).filter((line) => !known.includes(line) && !stands.includes(line))
  return [...mine, ...theirs].filter((line) => line !== '').map((line) => `${key}: ${field} lost ${line}`)
}

/** Nobody is told of a conflict in a field they did not write. */
function uncalledFor(acts: readonly JudgedAct[], notices: readonly Notice[]): string[] {
  const byMutation = new Map(acts.map((act) => [act.mutationId, act]))
  return notices.flatMap(({ kind, mutationId, field }) => {
    const act = byMutation.get(mutationId)
    if (kind !== 'conflict' || !act || Object.hasOwn(act.request.patch, field)) return []
    return [`${act.key} led to a conflict in ${field}, which its author did not touch`]
  })
}

/** "Append-only documents (messages, work logs, activity) are never lost, changed or doubled." */
export async function appendOnlyIsAppendOnly(world: World): Promise<string[]> {
  const { store, history } = world.server
  const problems: string[] = []
  const texts = new Map<string, string>()
  for (const [key, chain] of chainsOf(history)) {
    const [first, ...later] = chain
    if (!first || (first.collection !== 'messages' && first.collection !== 'activity')) continue
    const stored = await store.doc(first.collection, first.doc.id)
    if (!stored) problems.push(`${key} is lost`)
    const { fields } = specOf(first.collection)
    const fixed = Object.keys(fields).filter((field) =>
      first.collection === 'messages' ? fields[field] === 'fixed' : field !== 'scope',
    )
    for (const doc of [...later.map((version) => version.doc), ...(stored ? [stored.doc] : [])]) {
      const changed = fixed.filter((field) => !sameValue(doc[field], first.doc[field]))
      if (changed.length > 0) problems.push(`${key} changed in ${changed.join(', ')}`)
    }
    if (first.collection !== 'messages') continue
    const text = String(first.doc['text'])
    const other = texts.get(text)
    if (other) problems.push(`${key} and ${other} say the same: ${text}`)
    texts.set(text, key)
  }
  return [...problems, ...withoutActivity(world)]
}

/** Every accepted act of a person has its entry, written with it. */
function withoutActivity(world: World): string[] {
  return judgedActs(world).flatMap(({ key, judged, made, before }) => {
    const isVisible =
      made && (!before || Object.keys(made.doc).some((field) => changesLog(made, before, field)))
    const has = judged?.versions.some(
      ({ collection, doc }) => collection === 'activity' && doc['docId'] === made?.doc.id,
    )
    return isVisible && made.collection !== 'notices' && !has
      ? [`${key} left no entry in the activity log`]
      : []
  })
}

function changesLog(made: Version, before: Version, field: string): boolean {
  const kind = specOf(made.collection).fields[field]
  return kind !== undefined && kind !== 'latest' && !sameValue(made.doc[field], before.doc[field])
}

/** "One cause, one effect: one e-mail per reply, one number per ticket." What SMTP does with it is tested elsewhere. */
export async function oneCauseOneEffect({ server }: World): Promise<string[]> {
  const { store, history } = server
  const problems: string[] = []
  const numbers = new Map<number, string>()
  for (const [key, chain] of chainsOf(history)) {
    if (!key.startsWith('tickets/')) continue
    const given = new Set(chain.map(({ doc }) => Number(doc['number'])))
    const [number = 0] = given
    if (given.size !== 1 || number <= 0) problems.push(`${key} has the numbers ${[...given].join(', ')}`)
    const other = numbers.get(number)
    if (other) problems.push(`${key} and ${other} are both number ${number}`)
    numbers.set(number, key)
  }
  let queued = 0
  for (const { collection, doc } of history.latest.values()) {
    if (collection !== 'messages' || doc['delivery'] !== 'queued') continue
    queued += 1
    if (!(await store.effects.byCause('send-reply', doc.id)))
      problems.push(`reply ${doc.id} will never be sent`)
  }
  const effects = Object.values(await store.effects.counts()).reduce((sum, count) => sum + count, 0)
  if (effects !== queued) problems.push(`${queued} replies are to be sent, and there are ${effects} effects`)
  return problems
}

/** "An older client never erases a field it does not know." */
export async function unknownFieldsSurvive({ server, newerFields }: World): Promise<string[]> {
  const problems: string[] = []
  for (const [id, mood] of newerFields) {
    const stored = await server.store.doc('tickets', id)
    if (stored?.doc['mood'] !== mood) problems.push(`tickets/${id} lost its field of a newer version`)
  }
  return problems
}
