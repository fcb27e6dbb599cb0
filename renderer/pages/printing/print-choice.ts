import type { FileDocument } from '#shared/documents/schema.ts'
import { effectiveWork } from '#shared/items/work.ts'
import { approvalsOf } from '#shared/items/approvals.ts'
import { tasksOf } from '#shared/items/tasks.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Relation } from '#shared/links/rules.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { LogEntry } from '#renderer/features/activity/entries.ts'

/** The parts of a printed ticket in their order. */
export const PRINT_PARTS = [
  'basic',
  'process',
  'conversations',
  'privateNotes',
  'tasks',
  'purchases',
  'approvals',
  'work',
  'assets',
  'relations',
  'activity',
] as const
export type PrintPart = (typeof PRINT_PARTS)[number]

/** What somebody wants on paper. */
export type PrintChoice = ReadonlySet<PrintPart>

/** What is not printed unless somebody asks for it: what only colleagues may read, and what is long. */
const UNASKED: readonly PrintPart[] = ['privateNotes', 'activity']

/** What is ticked at first. */
export const FIRST_CHOICE: PrintChoice = new Set(PRINT_PARTS.filter((part) => !UNASKED.includes(part)))

/** The texts a process leaves behind, in the order one reads them. */
export const PROCESS_TEXTS = [
  'rootCause',
  'workaround',
  'plan',
  'rollbackPlan',
  'testPlan',
  'reviewNotes',
  'resolution',
] as const

/** Collections some of whose documents only colleagues may read. */
const HOLDS_SECRETS = ['messages', 'documents']

/** Everything of a ticket that can be printed. */
export interface PrintContent {
  readonly ticket: Ticket
  /** Public and private, oldest first. */
  readonly messages: readonly Message[]
  /** Tasks with their steps. */
  readonly tasks: readonly Item[]
  readonly purchases: readonly Item[]
  /** What was used up in the work. */
  readonly parts: readonly Item[]
  /** Approvals with their decisions. */
  readonly approvals: readonly Item[]
  readonly workLogs: readonly Item[]
  readonly assets: readonly Relation[]
  readonly documents: readonly FileDocument[]
  readonly relations: readonly Relation[]
  /** Newest first. */
  readonly activity: readonly LogEntry[]
}

/** How much each part holds; a part with nothing is not offered. */
export function partCounts(content: PrintContent): Readonly<Record<PrintPart, number>> {
  const { ticket, messages, tasks, purchases, approvals, workLogs } = content
  const isPrivate = ({ visibility }: { readonly visibility: string }) => visibility === 'private'
  const secrets = [...messages, ...content.documents].filter(isPrivate)
  return {
    basic: 1,
    process: PROCESS_TEXTS.filter((field) => ticket[field] !== '').length,
    conversations: messages.filter((message) => !isPrivate(message)).length,
    privateNotes: secrets.length,
    tasks: tasksOf(tasks).length,
    purchases: purchases.length + content.parts.length,
    approvals: approvals.filter(({ kind }) => kind === 'approval').length,
    work: effectiveWork(workLogs).length,
    assets: content.assets.length + content.documents.filter((file) => !isPrivate(file)).length,
    relations: content.relations.length,
    activity: content.activity.length,
  }
}

/** Of the content what was chosen. Without the private notes nothing tells that there are any, the log included. */
export function printed(content: PrintContent, choice: PrintChoice): PrintContent {
  const { ticket, messages, documents } = content
  const withPrivate = choice.has('privateNotes')
  const allowed = <T>(part: PrintPart, list: readonly T[]): readonly T[] => (choice.has(part) ? list : [])
  const seen = [...messages, ...documents]
  const open = new Set(seen.filter(({ visibility }) => visibility === 'public').map(({ id }) => id))
  const isShown = ({ visibility }: FileDocument | Message, part: PrintPart) =>
    visibility === 'private' ? withPrivate : choice.has(part)
  return {
    ticket,
    messages: messages.filter((message) => isShown(message, 'conversations')),
    tasks: allowed('tasks', content.tasks),
    purchases: allowed('purchases', content.purchases),
    parts: allowed('purchases', content.parts),
    approvals: allowed('approvals', content.approvals),
    workLogs: allowed('work', content.workLogs),
    assets: allowed('assets', content.assets),
    documents: documents.filter((file) => isShown(file, 'assets')),
    relations: allowed('relations', content.relations),
    activity: allowed('activity', content.activity).filter(
      // One that is not on the device any more may have been private.
      ({ collection, docId }) => withPrivate || !HOLDS_SECRETS.includes(collection) || open.has(docId),
    ),
  }
}

/** Approvals in the order they are decided: those of the ticket first, then those of each purchase. */
export function approvalsInOrder(
  approvals: readonly Item[],
  purchases: readonly Item[],
): readonly { readonly approval: Item; readonly about: string }[] {
  const subjects = [{ id: '', title: '' }, ...purchases]
  return subjects.flatMap(({ id, title }) =>
    approvalsOf(approvals, id).map((approval) => ({ approval, about: title })),
  )
}
