import { isSetDelta, type Patch } from '#shared/kernel/patch.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Activity, FieldChange } from '#shared/activity/schema.ts'
import type { PendingMutation } from '#renderer/replica/replica.ts'

/** Fields that follow from others; saying them too would only be noise. */
const QUIET = [
  'updatedAt',
  'lastPublicAt',
  'firstRespondedAt',
  'prioritySource',
  'scope',
  'rev',
  'mailId',
  'ticketRev',
  'label',
  'createdAt',
  'createdBy',
  'responseDueAt',
  'resolutionDueAt',
]

/** One line of the log; `isWaiting` for the person's own acts that the server has not seen. */
export interface LogEntry {
  readonly id: string
  readonly collection: string
  readonly docId: string
  readonly action: Activity['action']
  readonly actorId: string
  readonly deviceId: string
  /** The actor's clock, and the server's ('' while waiting). */
  readonly at: string
  readonly acceptedAt: string
  readonly changes: readonly FieldChange[]
  readonly isWaiting: boolean
}

/** A ticket, and the ids of its work and links: a change of one of these names no ticket. */
export interface TicketParts {
  readonly ticketId: Id
  readonly partIds: ReadonlySet<Id>
}

/** The log newest first: the outbox of this ticket on top of what the server wrote. */
export function logEntries(
  activity: readonly Activity[],
  outbox: readonly PendingMutation[],
  parts: TicketParts,
  me: { readonly personId: string; readonly deviceId: string },
): readonly LogEntry[] {
  const waiting = outbox
    .filter((mutation) => belongsTo(parts, mutation))
    .map((mutation) => waitingEntry(mutation, me))
  const written = activity.map((entry): LogEntry => ({
    ...entry,
    changes: loud(entry.changes),
    isWaiting: false,
  }))
  return [...waiting.toReversed(), ...written.toReversed()].filter(saysSomething)
}

function belongsTo({ ticketId, partIds }: TicketParts, { docId, patch }: PendingMutation): boolean {
  const isEnd = [patch['ticketId'], patch['fromId'], patch['toId']].includes(ticketId)
  return docId === ticketId || isEnd || partIds.has(docId)
}

function waitingEntry(
  mutation: PendingMutation,
  me: { readonly personId: string; readonly deviceId: string },
): LogEntry {
  return {
    ...me,
    id: mutation.id,
    collection: mutation.collection,
    docId: mutation.docId,
    action: actionOf(mutation),
    actorId: me.personId,
    at: mutation.at,
    acceptedAt: '',
    changes: loud(changesOf(mutation.patch, mutation.prev)),
    isWaiting: true,
  }
}

function actionOf({ op, patch }: PendingMutation): Activity['action'] {
  if (op === 'create') return 'created'
  return typeof patch['deletedAt'] === 'string' && patch['deletedAt'] !== '' ? 'deleted' : 'changed'
}

function changesOf(patch: Patch, prev: Patch): FieldChange[] {
  return Object.entries(patch).map(([field, after]) => ({ field, before: prev[field] ?? '', after }))
}

function loud(changes: readonly FieldChange[]): readonly FieldChange[] {
  return changes.filter(
    ({ field, before, after }) => !QUIET.includes(field) && !(isNothing(before) && isNothing(after)),
  )
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function saysSomething(entry: LogEntry): boolean {
  return entry.action !== 'changed' || entry.changes.length > 0
}

/** Elements that came and went in a change of a set, whether it is stored whole or as a delta. */
export function setChange({
  before,
  after,
}: FieldChange): { readonly added: readonly string[]; readonly removed: readonly string[] } | undefined {
  if (isSetDelta(after)) return { added: after.$add ?? [], removed: after.$remove ?? [] }
  if (!Array.isArray(after) && !Array.isArray(before)) return undefined
  const was = Array.isArray(before) ? before.map(String) : []
  const is = Array.isArray(after) ? after.map(String) : []
  return {
    added: is.filter((each) => !was.includes(each)),
    removed: was.filter((each) => !is.includes(each)),
  }
}
