import type { CollectionSpec } from '#shared/kernel/collection.ts'
import { specOf, type DocOf } from '#shared/collections.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { valueAt } from '#shared/kernel/patch.ts'
import type { Road } from './road.ts'
import { versionOf } from './stored.ts'

type Activity = DocOf<'activity'>

/** Characters of one value that an entry keeps. */
const LONGEST_VALUE = 2000
const MOST_CHANGES = 200

/** What an entry of the activity log tells of a write. */
export interface Deed {
  readonly spec: CollectionSpec
  readonly before: Doc | undefined
  readonly after: Doc
  readonly changed: readonly string[]
  readonly buckets: readonly string[]
}

/** Writes the entry of an accepted write in its transaction. Nothing for what only the server writes, and for noise. */
export async function recordActivity(road: Road, deed: Deed): Promise<void> {
  const { spec, before, after, buckets } = deed
  if (spec.mode === 'pull-only') return
  const changes = changesOf(deed)
  if (before && changes.length === 0) return
  const entry: Activity = {
    id: road.nextId('activity'),
    rev: 1,
    deletedAt: '',
    collection: spec.name,
    docId: after.id,
    ticketId: spec.ticketOf(after),
    action: actionOf(before, after),
    actorId: road.actor.personId,
    deviceId: road.actor.deviceId,
    at: road.at,
    acceptedAt: road.now,
    changes,
    scope: [...buckets],
  }
  const version = { spec: specOf('activity'), stored: undefined, stamps: {}, buckets, now: road.now }
  await road.tx.put(versionOf({ ...version, doc: entry }))
}

function actionOf(before: Doc | undefined, after: Doc): Activity['action'] {
  if (!before) return 'created'
  return before.deletedAt === '' && after.deletedAt !== '' ? 'deleted' : 'changed'
}

/** Values before and after, without instants that only follow a change. What was said once is named, not repeated. */
function changesOf({ spec, before, after, changed }: Deed): Activity['changes'] {
  if (!before && spec.mode === 'append-only') return []
  return changed
    .filter((field) => spec.fields[field] !== 'latest' && field !== 'scope')
    .slice(0, MOST_CHANGES)
    .map((field) => ({
      field,
      before: before ? shortened(valueAt(before, field)) : null,
      after: shortened(valueAt(after, field)),
    }))
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length <= LONGEST_VALUE ? value : cut(value)
  const json = JSON.stringify(value ?? null)
  return json.length <= LONGEST_VALUE ? (value ?? null) : cut(json)
}

/** The first characters, without half of a surrogate pair at the end. */
function cut(text: string): string {
  return text.slice(0, LONGEST_VALUE).replace(/[\uD800-\uDBFF]$/, '')
}
