import { createHash } from 'node:crypto'
import { systemActor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { accept, refuse, type Refusal, type Result } from '#shared/kernel/result.ts'
import { newMessage } from '#shared/messages/rules.ts'
import type { Attachment } from '#shared/messages/schema.ts'
import type { Person } from '#shared/people/schema.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import type { Setting, SettingKind } from '#shared/settings/schema.ts'
import { tickets } from '#shared/tickets/collection.ts'
import {
  afterRequesterMessage,
  changeStatus,
  confirmSolved as sayConfirmed,
  createTicket,
} from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { ServerWrite } from '../../sync/hooks.ts'
import type { NamedFile, NewComment, NewTicket } from '../contract.ts'
import type { PortalDeps } from '../deps.ts'

type WriteDeps = Pick<PortalDeps, 'store' | 'sync' | 'uploads' | 'blobFiles' | 'clock' | 'newId'>

const CAUSE_LENGTH = 48

/** The name of an act of one person, so that nobody's retry meets somebody else's act. */
function causeOf(personId: Id, causeId: string): Id {
  const hash = createHash('sha256').update(`${personId} ${causeId}`).digest('hex')
  return `portal:${hash.slice(0, CAUSE_LENGTH)}`
}

/** Opens a ticket in the person's name, with what they wrote as its first message. Returns its id. */
export async function reportProblem(deps: WriteDeps, person: Person, input: NewTicket): Promise<Result<Id>> {
  const refusal =
    (await refuseChoice(deps, person, 'category', input.categoryId)) ??
    (await refuseChoice(deps, person, 'site', input.siteId))
  if (refusal) return { ok: false, refusal }
  const files = await attach(deps, person, input.files)
  if (!files.ok) return files
  const actor = systemActor(person.id)
  const now = deps.clock()
  const title = input.title.replaceAll(/\s+/g, ' ').trim()
  const opened = createTicket(
    {
      title,
      source: 'portal',
      orgId: person.orgId,
      requesterId: person.id,
      departmentId: person.departmentId,
      categoryId: input.categoryId,
      siteId: input.siteId === '' ? person.siteId : input.siteId,
    },
    actor,
    now,
    deps.newId,
    Math.random,
  )
  if (!opened.ok) return opened
  const { docId } = opened.value
  const patch = { ...opened.value.patch, lastPublicAt: now }
  const text = input.text.trim() === '' && input.files.length === 0 ? title : input.text
  const said = sayAs(deps, person, newDoc(tickets, docId, patch), text, files.value)
  if (!said.ok) return said
  const create: ServerWrite = { collection: 'tickets', docId, op: 'create', patch }
  const written = await deps.sync.write(actor, causeOf(person.id, input.causeId), [create, said.value], now)
  // A second try of the same act gets the documents of the first.
  return written.ok ? accept(written.value[0]?.id ?? docId) : written
}

/** Adds what the requester or a watcher says; a ticket that waited or was solved goes on. */
export async function comment(
  deps: WriteDeps,
  person: Person,
  ticket: Ticket,
  input: NewComment,
): Promise<Result<Id>> {
  const files = await attach(deps, person, input.files)
  if (!files.ok) return files
  const now = deps.clock()
  const said = sayAs(deps, person, ticket, input.text, files.value)
  if (!said.ok) return said
  const follow = change(ticket, afterRequesterMessage(ticket, now))
  return write(deps, person, ticket, input.causeId, [said.value, follow])
}

/** Opens a solved or closed ticket again, without a word. */
export async function reopen(
  deps: WriteDeps,
  person: Person,
  ticket: Ticket,
  causeId: string,
): Promise<Result<Id>> {
  if (ticket.status !== 'resolved' && ticket.status !== 'closed') return accept(ticket.id)
  const patch = changeStatus(ticket, 'open', {}, systemActor(person.id), deps.clock())
  if (!patch.ok) return patch
  return write(deps, person, ticket, causeId, [
    change(ticket, { ...patch.value, lastPublicAt: deps.clock() }),
  ])
}

/** Closes a solved ticket because its requester says so. Refuses `not-solved`. */
export async function confirmSolved(
  deps: WriteDeps,
  person: Person,
  ticket: Ticket,
  causeId: string,
): Promise<Result<Id>> {
  if (ticket.status === 'closed') return accept(ticket.id)
  const patch = sayConfirmed(ticket, systemActor(person.id), deps.clock())
  return patch.ok ? write(deps, person, ticket, causeId, [change(ticket, patch.value)]) : patch
}

async function write(
  { sync, clock }: WriteDeps,
  person: Person,
  ticket: Ticket,
  causeId: string,
  writes: readonly ServerWrite[],
): Promise<Result<Id>> {
  const written = await sync.write(systemActor(person.id), causeOf(person.id, causeId), writes, clock())
  return written.ok ? accept(ticket.id) : written
}

function change(ticket: Ticket, patch: Patch): ServerWrite {
  return { collection: 'tickets', docId: ticket.id, op: 'change', patch }
}

function sayAs(
  { clock, newId }: WriteDeps,
  person: Person,
  ticket: Ticket,
  text: string,
  attachments: Attachment[],
): Result<ServerWrite> {
  const said = newMessage(
    ticket,
    { kind: 'portal', visibility: 'public', authorName: person.name, text: text.trim(), attachments },
    systemActor(person.id),
    clock(),
    newId,
  )
  if (!said.ok) return said
  return accept({ collection: 'messages', docId: said.value.docId, op: 'create', patch: said.value.patch })
}

/**
 * The files as attachments. Only what this person uploaded lately can be named: whoever names a hash could read its
 * bytes afterwards. Refuses `file-missing` with its `name`.
 */
async function attach(
  { uploads, blobFiles }: WriteDeps,
  person: Person,
  files: readonly NamedFile[],
): Promise<Result<Attachment[]>> {
  const attachments: Attachment[] = []
  for (const { sha256, name, type } of files) {
    // oxlint-disable-next-line no-await-in-loop -- twenty at most, and the first one missing ends it
    const size = (await uploads.sentLately(person.id, sha256)) ? await blobFiles.size(sha256) : undefined
    if (size === undefined) return refuse('file-missing', 'files', { name })
    attachments.push({ sha256, name, type, size, contentId: '' })
  }
  return accept(attachments)
}

/** A category or site must be one the person could choose. */
async function refuseChoice(
  { store }: WriteDeps,
  person: Person,
  kind: SettingKind,
  id: Id,
): Promise<Refusal | undefined> {
  if (id === '') return undefined
  const setting = (await store.doc('settings', id))?.doc as Setting | undefined
  return setting && isChoice(setting, kind, person.orgId)
    ? undefined
    : refuse(`${kind}-unknown`, `${kind}Id`).refusal
}

/** True for an active setting of a kind that belongs to the person's organisation or to all. */
export function isChoice(setting: Setting, kind: SettingKind, orgId: Id): boolean {
  const { active, deletedAt } = setting
  return setting.kind === kind && active && deletedAt === '' && ['', orgId].includes(setting.orgId)
}
