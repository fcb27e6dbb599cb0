import { systemActor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { newMessage } from '#shared/messages/rules.ts'
import { createTicket } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { ServerWrite } from '#sync-server/sync/hooks.ts'
import { StoreUnavailable } from '#sync-server/sync/service.ts'
import { PLACES, STAFF } from './desk.ts'
import type { Step } from './plan.ts'
import type { Random } from './random.ts'
import { sleep, virtualNow } from './virtual-time.ts'
import type { World } from './world.ts'

/** A mail the mail server keeps: after a restore it is fetched again, with the same cause. */
export interface Mail {
  readonly cause: Id
  readonly by: Id
  readonly writes: readonly ServerWrite[]
}

/** What happens to the desk without any device. */
export type DeskStep = Extract<Step, { kind: 'roles' | 'move' | 'mail' | 'newer-field' }>

/** What happens on the server without any device: an administrator, a rule, the mail. */
export async function onServer(world: World, mails: Mail[], step: DeskStep, random: Random): Promise<void> {
  const { server, trace } = world
  const cause = `cause-${step.seed}`
  const tickets = [...server.history.latest.values()].filter(
    ({ collection, doc }) => collection === 'tickets' && doc.deletedAt === '',
  )
  const { doc } = random.pick(tickets)
  switch (step.kind) {
    case 'roles': {
      const staff = STAFF.find(({ id }) => id === step.person)
      const roles = staff?.roles[step.choice % staff.roles.length]
      trace.add('server', `${step.person} now has ${JSON.stringify(roles)}`)
      return write(world, cause, 'ada', [
        { collection: 'people', docId: step.person, op: 'change', patch: { roles } },
      ])
    }
    case 'move': {
      const place = random.pick(PLACES)
      const patch = { orgId: place.orgId, siteId: random.pick(place.sites) }
      trace.add('server', `moves ${doc.id} to ${JSON.stringify(patch)}`)
      return write(world, cause, 'ada', [{ collection: 'tickets', docId: doc.id, op: 'change', patch }])
    }
    case 'newer-field':
      return newerField(world, doc.id, `mood-${step.seed}`)
    case 'mail': {
      const word = world.words.next()
      const mail = {
        cause,
        by: 'rita',
        writes: mailWrites(step.isNew, doc as unknown as Ticket, word, step.seed, random),
      }
      mails.push(mail)
      for (const { collection, docId } of mail.writes) world.words.belongs(word, collection, docId, 'server')
      trace.add('server', `gets mail ${word}: ${JSON.stringify(mail.writes.map(({ docId }) => docId))}`)
      return write(world, mail.cause, mail.by, mail.writes)
    }
    default:
      return step satisfies never
  }
}

function mailWrites(
  isNew: boolean,
  ticket: Ticket,
  word: string,
  seed: number,
  random: Random,
): ServerWrite[] {
  const now = new Date(virtualNow()).toISOString()
  const actor = systemActor(ticket.orgId === 'globex' ? 'otto' : 'rita')
  let count = 0
  const newId = () => `mail-${seed}-${count++}`
  const fields = { kind: 'mail' as const, visibility: 'public' as const, text: `Mail ${word}` }
  if (!isNew) {
    const said = newMessage(ticket, fields, actor, now, newId)
    return said.ok ? [{ collection: 'messages', op: 'create', ...said.value }] : []
  }
  const place = random.pick(PLACES)
  const input = {
    title: `Mail ${word}`,
    orgId: place.orgId,
    siteId: place.sites[0],
    requesterId: place.requester,
  }
  const made = createTicket(input, actor, now, newId, random)
  return made.ok ? [{ collection: 'tickets', op: 'create', ...made.value }] : []
}

/** A write of the server; when its process dies under it, whoever asked for it asks again. */
async function write(world: World, cause: Id, by: Id, writes: readonly ServerWrite[]): Promise<void> {
  if (writes.length === 0) return
  for (const process of world.server.processes) {
    if (!process.sync) continue
    try {
      void process.sync.write(systemActor(by), cause, writes).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) world.alarms.push(String(error))
      })
    } catch (error) {
      world.alarms.push(String(error))
    }
    return
  }
}

/** What a newer version of the server once stored, and this one does not know. */
async function newerField({ server, newerFields, trace }: World, docId: Id, mood: string): Promise<void> {
  trace.add('server', `keeps ${mood} on ${docId}, a field of a newer version`)
  await server.store.transact(async (tx) => {
    const stored = await tx.lock('tickets', docId)
    if (!stored) return
    const { buckets } = stored
    const doc = { ...stored.doc, mood, rev: stored.doc.rev + 1 }
    const lookups = { number: [String(stored.doc['number'])] }
    await tx.put({ ...stored, doc, prevBuckets: buckets, lookups, at: new Date(virtualNow()).toISOString() })
    newerFields.set(docId, mood)
  })
}

export async function restore(world: World, mails: readonly Mail[], pause: number): Promise<void> {
  const { server, trace } = world
  trace.add('server', 'is restored from its backup')
  if (!(await server.restore())) return
  for (const [id, mood] of world.newerFields) {
    if (server.history.latest.get(`tickets/${id}`)?.doc['mood'] !== mood) world.newerFields.delete(id)
  }
  await sleep(pause)
  server.start(0)
  server.start(1)
  // The mail server still has what the restored desk never saw.
  for (const { cause, by, writes } of mails) await write(world, cause, by, writes)
}

/** What happens to one process of the server, whose program knows nothing of it. */
type ProcessStep = Extract<Step, { kind: 'server-death' | 'server-clock' | 'server-halt' | 'server-upgrade' }>

/** Kills, halts or upgrades a process, or sets its clock. */
export function toProcess({ server, trace }: World, step: ProcessStep): void {
  const name = `server ${step.process}`
  const process = server.processes[step.process]
  if (!process) return
  const startLater = (pause: number, index = step.process) =>
    sleep(pause).then(() => {
      if (!server.processes[index]?.sync) server.start(index)
    })
  switch (step.kind) {
    case 'server-death':
      trace.add(name, `will die: ${JSON.stringify(step.death)}`)
      server.kill(step.process, step.death)
      void startLater(step.pause)
      return
    case 'server-clock':
      trace.add(name, `sets its clock by ${step.by} ms`)
      process.skew += step.by
      return
    case 'server-halt':
      trace.add(name, `stands still for ${step.pause} ms`)
      return process.store?.halt(step.pause)
    case 'server-upgrade': {
      trace.add(name, 'gets a newer version, the other one follows')
      const [version, other] = [process.version + 1, 1 - step.process]
      server.upgrade(step.process, version)
      void startLater(step.pause).then(() => {
        server.upgrade(other, version)
        return startLater(step.pause, other)
      })
      return
    }
    default:
      return step satisfies never
  }
}
