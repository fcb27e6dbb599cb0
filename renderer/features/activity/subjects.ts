import type { FieldChange } from '#shared/activity/schema.ts'
import { ITEM_KINDS, type Item, type ItemKind } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Link } from '#shared/links/schema.ts'
import type { LogEntry } from './entries.ts'

/** What a document held when the log saw it come, field by field. */
type Seen = Readonly<Record<string, unknown>>

/** The documents a ticket's log speaks of: as they are on this device, else as they came. */
export interface Subjects {
  item(id: Id): Partial<Item>
  link(id: Id): Partial<Link>
  /** The name of a file, '' when nothing here tells it. */
  fileName(id: Id): string
}

/** Finds the subjects of entries among what this device holds of the ticket, what was removed included. */
export function subjectsOf(
  entries: readonly Pick<LogEntry, 'docId' | 'action' | 'changes'>[],
  items: readonly Item[],
  links: readonly Link[],
): Subjects {
  const itemById = new Map(items.map((item) => [item.id, item]))
  const linkById = new Map(links.map((link) => [link.id, link]))
  const created = entries.filter(({ action }) => action === 'created')
  const seen = new Map(created.map(({ docId, changes }) => [docId, asSeen(changes)]))
  return {
    item: (id) => itemById.get(id) ?? (seen.get(id) as Partial<Item> | undefined) ?? {},
    link: (id) => linkById.get(id) ?? (seen.get(id) as Partial<Link> | undefined) ?? {},
    fileName: (id) => String(seen.get(id)?.['name'] ?? ''),
  }
}

function asSeen(changes: readonly FieldChange[]): Seen {
  return Object.fromEntries(changes.map(({ field, after }) => [field, after]))
}

/** The kind of a piece of work, a task where nothing here tells. */
export function kindOf(item: Partial<Item>): ItemKind {
  return ITEM_KINDS.find((kind) => kind === item.kind) ?? 'task'
}

/** What the log can be narrowed to, in the order of a ticket's groups. */
export const EVENT_KINDS = [
  'ticket',
  'message',
  'task',
  'purchase',
  'approval',
  'work',
  'link',
  'file',
  'other',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

const OF_COLLECTION: Readonly<Record<string, EventKind>> = {
  tickets: 'ticket',
  messages: 'message',
  links: 'link',
  documents: 'file',
}
const OF_ITEM: Readonly<Record<ItemKind, EventKind>> = {
  task: 'task',
  step: 'task',
  purchase: 'purchase',
  part: 'purchase',
  approval: 'approval',
  decision: 'approval',
  'work-log': 'work',
}

/** What an entry is about. */
export function eventKind(
  { collection, docId }: Pick<LogEntry, 'collection' | 'docId'>,
  subjects: Subjects,
): EventKind {
  if (collection === 'items') return OF_ITEM[kindOf(subjects.item(docId))]
  return OF_COLLECTION[collection] ?? 'other'
}
