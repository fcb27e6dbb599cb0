import { v7 as uuidv7 } from 'uuid'
import { openTicket } from '#shared/acts/open-from-template.ts'
import { creates } from '#shared/acts/write.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { addNote } from '#shared/messages/rules.ts'
import { people } from '#shared/people/collection.ts'
import type { Person } from '#shared/people/schema.ts'
import { checkWrite, newDoc } from '#shared/policy/check-write.ts'
import { tickets } from '#shared/tickets/collection.ts'
import type { TemplateData } from '#shared/settings/schema.ts'
import { LEVELS, TICKET_KINDS, type Level, type Ticket, type TicketKind } from '#shared/tickets/schema.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'

/** How somebody asks an agent for a ticket. */
export const FORM_SOURCES = ['phone', 'chat', 'console'] as const

/** What the form holds. */
export interface NewTicketForm {
  readonly requesterId: Id
  readonly title: string
  readonly description: string
  readonly kind: TicketKind
  readonly source: (typeof FORM_SOURCES)[number]
  readonly categoryId: Id
  readonly siteId: Id
  readonly impact: Level
  readonly urgency: Level
  readonly assigneeId: Id
  readonly teamId: Id
  /** '' for none. */
  readonly templateId: Id
  /** Values of the desk's own fields, by field. */
  readonly custom: Ticket['custom']
}

/** A form as it opens. */
export const EMPTY_FORM: NewTicketForm = {
  requesterId: '',
  title: '',
  description: '',
  kind: 'incident',
  source: 'phone',
  categoryId: '',
  siteId: '',
  impact: 'medium',
  urgency: 'medium',
  assigneeId: '',
  teamId: '',
  templateId: '',
  custom: {},
}

/** The form of a ticket that was refused, from the patch that would have created it; what does not fit stays empty. */
export function formOf(patch: Patch, description: string): NewTicketForm {
  const kept = Object.fromEntries(
    Object.entries(EMPTY_FORM).map(([field, empty]) => {
      const value = patch[field]
      const isKept = typeof value === 'string' && value !== '' && isChoice(field, value)
      return [field, isKept ? value : empty]
    }),
  )
  return { ...(kept as unknown as NewTicketForm), description }
}

function isChoice(field: string, value: string): boolean {
  const choices: Readonly<Record<string, readonly string[]>> = {
    kind: TICKET_KINDS,
    source: FORM_SOURCES,
    impact: LEVELS,
    urgency: LEVELS,
  }
  return choices[field]?.includes(value) ?? true
}

/** A ticket about to be written: its id and label, and the writes in their order. */
export interface PreparedTicket {
  readonly id: Id
  readonly label: string
  readonly writes: readonly WriteRequest[]
}

/** The form with what a template gives; words somebody has typed stay. */
export function withTemplate(form: NewTicketForm, templateId: Id, template: TemplateData): NewTicketForm {
  const { kind, impact, urgency, categoryId, teamId, title = '', description = '', custom } = template
  return {
    ...form,
    templateId,
    title: form.title.trim() === '' ? title : form.title,
    description: form.description.trim() === '' ? description : form.description,
    kind: kind ?? form.kind,
    impact: impact ?? form.impact,
    urgency: urgency ?? form.urgency,
    categoryId: categoryId || form.categoryId,
    teamId: teamId || form.teamId,
    custom: { ...form.custom, ...custom },
  }
}

/**
 * The writes of a new ticket: the ticket, then its description as a public note, so that the requester can read on
 * the portal what was taken down in their name, then the tasks of its template. Refuses `requester-missing` and what
 * the rules refuse.
 */
export function prepareTicket(
  form: NewTicketForm,
  orgId: Id,
  requester: Person | undefined,
  actor: Actor,
  template?: TemplateData,
): Result<PreparedTicket> {
  if (requester === undefined) return refuse('requester-missing', 'requesterId')
  const deed = { actor, now: systemClock() }
  const { description, templateId: _template, ...fields } = form
  const opened = openTicket(
    { ...fields, orgId: requester.orgId || orgId, departmentId: requester.departmentId },
    template,
    deed,
    uuidv7,
    Math.random,
  )
  if (!opened.ok) return opened
  const { ticketId: id, writes } = opened.value
  const [creation, ...tasks] = writes
  if (creation === undefined) return accept({ id, label: '', writes })
  const label = String(creation.patch['label'] ?? '')
  if (description.trim() === '') return accept({ id, label, writes })
  const ticket = newDoc(tickets, id, creation.patch)
  const note = addNote(ticket, { text: description, visibility: 'public' }, actor, deed.now, uuidv7)
  if (!note.ok) return note
  return accept({ id, label, writes: [creation, creates('messages', note.value), ...tasks] })
}

/** The write of a new requester. Refuses what the rules of people refuse. */
export function preparePerson(
  person: {
    readonly name: string
    readonly email: string
    readonly siteId: Id
    readonly language: Person['language']
  },
  orgId: Id,
  actor: Actor,
): Result<WriteRequest> {
  const docId = uuidv7()
  const emails = person.email.trim() === '' ? [] : [person.email.trim().toLowerCase()]
  const patch: Patch = {
    name: person.name.trim(),
    emails,
    siteId: person.siteId,
    orgId,
    language: person.language,
  }
  const checked = checkWrite({
    spec: people,
    before: undefined,
    docId,
    patch,
    actor,
    now: systemClock(),
    parent: undefined,
    parentBuckets: [],
  })
  return checked.ok ? accept({ collection: 'people', docId, op: 'create', patch }) : checked
}
