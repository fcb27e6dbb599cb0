import type { Deed } from '../kernel/deed.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import { accept, type Result } from '../kernel/result.ts'
import type { Item } from '../items/schema.ts'
import { items } from '../items/collection.ts'
import { addStep, createTask } from '../items/tasks.ts'
import { newDoc } from '../policy/check-write.ts'
import type { TemplateData } from '../settings/schema.ts'
import { tickets } from '../tickets/collection.ts'
import { createTicket, type TicketInput } from '../tickets/rules.ts'
import type { Ticket } from '../tickets/schema.ts'
import { creates, type Write } from './write.ts'

/** What a template gives a new ticket; what the person fills in goes before it. */
export function templateInput(template: TemplateData): Partial<TicketInput> {
  const { description: _text, tasks: _tasks, ...input } = template
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== ''))
}

/** Opens a ticket with the tasks and checklists of its template, if it has one. */
export function openTicket(
  input: TicketInput,
  template: TemplateData | undefined,
  deed: Deed,
  newId: NewId,
  random: () => number,
): Result<{ readonly ticketId: Id; readonly writes: readonly Write[] }> {
  const whole = { ...(template ? templateInput(template) : {}), ...input }
  const opened = createTicket(whole, deed.actor, deed.now, newId, random)
  if (!opened.ok) return opened
  const { docId, patch } = opened.value
  const work = addTemplateTasks(newDoc(tickets, docId, patch), template?.tasks ?? [], [], deed, newId)
  if (!work.ok) return work
  return accept({ ticketId: docId, writes: [creates('tickets', opened.value), ...work.value] })
}

/** Adds the tasks of a template, with their checklists, behind the tasks a ticket has. */
export function addTemplateTasks(
  ticket: Ticket,
  planned: NonNullable<TemplateData['tasks']>,
  siblings: readonly Item[],
  deed: Deed,
  newId: NewId,
): Result<readonly Write[]> {
  const writes: Write[] = []
  const tasks = [...siblings]
  for (const { title, steps = [] } of planned) {
    const task = createTask(ticket, { title }, tasks, deed, newId)
    if (!task.ok) return task
    const made = newDoc(items, task.value.docId, task.value.patch)
    tasks.push(made)
    writes.push(creates('items', task.value))
    const checklist: Item[] = []
    for (const words of steps) {
      const step = addStep(ticket, made, words, checklist, deed, newId)
      if (!step.ok) return step
      checklist.push(newDoc(items, step.value.docId, step.value.patch))
      writes.push(creates('items', step.value))
    }
  }
  return accept(writes)
}
